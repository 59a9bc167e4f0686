/** Ends when every address answers and every declared resource is there: `node wait.mjs HOST:PORT … resources.json …`. */
export const wait = String.raw`import { connect } from 'node:net';
import { missing, pause, plan } from './requests.mjs';

const words = process.argv.slice(2);
const places = words.filter((word) => !word.endsWith('.json'));
const plans = words.filter((word) => word.endsWith('.json')).map(plan);

// A Service refuses connections until one of its pods is ready.
const answers = (place) => new Promise((resolve) => {
  const colon = place.lastIndexOf(':');
  const socket = connect({ host: place.slice(0, colon), port: Number(place.slice(colon + 1)), timeout: 2000 });
  const end = (is) => { socket.destroy(); resolve(is); };
  socket.once('connect', () => end(true));
  socket.once('timeout', () => end(false));
  socket.once('error', () => end(false));
});

async function waitingFor() {
  for (const place of places) if (!(await answers(place))) return place;
  for (const each of plans) {
    try {
      const what = await missing(each);
      if (what !== undefined) return what;
    } catch (error) {
      return each.service + ' (' + (error.cause?.message ?? error.message) + ')';
    }
  }
  return undefined;
}

let told;
for (;;) {
  const what = await waitingFor();
  if (what === undefined) break;
  if (what !== told) console.log('waiting for ' + what);
  told = what;
  await pause(1000);
}
console.log('everything is there');
`;
