import { runCommand } from '../measure/command.ts';
import { series, type Figure } from '../report/figure.ts';
import { summarise } from '../report/statistics.ts';
import { dispatchGaps, slowestChain } from '../timeline/analyse.ts';
import { recordUp } from '../timeline/record-up.ts';
import type { BenchContext, Part } from './part.ts';

const rounds = 3;

/** Images, volumes and configuration are there; no container and no network is. */
export const upPart: Part = {
  id: 'up',
  title: 'up with everything present and nothing running',
  run: async (context) => [...(await againstCompose(context)), ...(await againstItsChain(context))],
};

async function againstCompose({ stack, compose, say }: BenchContext): Promise<readonly Figure[]> {
  const [own, project] = [await stack(), await compose()];
  await own.down();
  // A first time each: volumes are made and filled.
  await runCommand(project.up);
  await project.down();
  const times = { stackyard: [] as number[], compose: [] as number[], cheap: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`up and docker compose up --wait, round ${round} of ${rounds} …`);
    times.stackyard.push((await runCommand(own.command('up'))).milliseconds);
    await own.down();
    times.compose.push((await runCommand(project.up)).milliseconds);
    await project.down();
    times.cheap.push((await runCommand(project.upWithCheapChecks)).milliseconds);
    await project.down();
  }
  const ours = summarise(times.stackyard).median;
  return [
    series({ name: 'up', unit: 'ms', samples: times.stackyard }),
    series({ name: 'up: docker compose --wait', unit: 'ms', samples: times.compose, note: 'healthchecks every second, as the documentation of each service has them' }),
    { name: 'up: part of compose', unit: '×', value: ours / summarise(times.compose).median, bound: { atMost: 0.8 } },
    series({ name: 'up: docker compose --wait, cheap checks', unit: 'ms', samples: times.cheap, note: 'RabbitMQ by its open port' }),
    { name: 'up: part of compose with cheap checks', unit: '×', value: ours / summarise(times.cheap).median },
  ];
}

async function againstItsChain({ stack, say }: BenchContext): Promise<readonly Figure[]> {
  const own = await stack();
  await runCommand(own.command('up'));
  const addresses = await own.status();
  const [shares, gaps, chains]: [number[], { readonly what: string; readonly milliseconds: number }[], string[]] = [[], [], []];
  for (let round = 1; round <= rounds; round += 1) {
    say(`up with every call to the engine recorded, round ${round} of ${rounds} …`);
    await own.down();
    const { timeline, milliseconds } = await recordUp(own, addresses);
    const chain = slowestChain(timeline);
    shares.push(milliseconds / chain.milliseconds);
    chains.push(`${chain.services.join(' → ')} ${Math.round(chain.milliseconds)} ms of ${Math.round(milliseconds)}`);
    gaps.push(...dispatchGaps(timeline).map(({ container, kind, milliseconds: gap }) => ({ what: `${kind} ${container}`, milliseconds: gap })));
  }
  const containers = addresses.services.reduce((sum, service) => sum + service.replicas.wanted, 0);
  const longest = gaps.toSorted((left, right) => right.milliseconds - left.milliseconds)[0];
  if (longest === undefined || gaps.length !== containers * 2 * rounds) throw new Error(`${gaps.length} create and start calls were seen, of ${containers} containers in ${rounds} rounds`);
  return [
    series({ name: 'up: part of its slowest chain', unit: '×', samples: shares, bound: { atMost: 1.1 }, note: chains[0] ?? '' }),
    { name: 'up: longest wait for nothing', unit: 'ms', value: longest.milliseconds, bound: { atMost: 200 }, note: `${longest.what}, of ${gaps.length} create and start calls` },
    series({ name: 'up: waits for nothing', unit: 'ms', samples: gaps.map((gap) => gap.milliseconds) }),
  ];
}
