/** Declares what a resources.json holds, and tries again until it is done: `node declare.mjs resources.json`. */
export const declare = String.raw`import { isThere, pause, plan, send } from './requests.mjs';

const found = plan(process.argv[2]);

async function once() {
  for (const call of found.calls) {
    const wasThere = await isThere(found, call);
    if (wasThere === true && call.always !== true) {
      console.log(call.what + ': is there');
      continue;
    }
    const { status, text } = await send(found, call);
    const refusal = status + ' ' + text.slice(0, 300);
    // Some things cannot be changed without losing what they hold: they stay as they are.
    if (status >= 300 && wasThere === true) console.log(call.what + ': kept as it is, since a change was refused: ' + refusal);
    else if (status >= 300) return call.what + ': ' + refusal;
    else console.log(call.what + ': ' + (wasThere === true ? 'brought up to date' : 'made'));
  }
  return undefined;
}

// A service that starts refuses for a while; what it refuses for good fails the Job, which tries again later.
let refused = 'nothing was asked';
for (let attempt = 0; attempt < 60; attempt += 1) {
  refused = await once().catch((error) => found.service + ' does not answer: ' + (error.cause?.message ?? error.message));
  if (refused === undefined) break;
  console.log(refused);
  await pause(Math.min(10_000, 1000 * (attempt + 1)));
}
process.exitCode = refused === undefined ? 0 : 1;
`;
