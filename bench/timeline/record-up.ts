import { join, dirname } from 'node:path';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Progress, Status } from '../../services/contract/results.ts';
import { runCommand } from '../measure/command.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { engineSocket } from '../stack/engine-api.ts';
import type { Timeline } from './analyse.ts';
import { containerCalls } from './calls.ts';
import { firstAnswer, questions, type Question } from './observer.ts';
import { recordCalls, type Call } from './recorder.ts';

interface Told {
  readonly item: Progress;
  readonly at: number;
}

/** One `up` with all its calls to the engine recorded, and the services that others use watched from beside it. `before`: where each was. */
export async function recordUp(stack: BenchStack, before: Status): Promise<{ readonly timeline: Timeline; readonly milliseconds: number }> {
  const listen = join(dirname(stack.file), '..', 'engine.sock');
  await using recorder = await recordCalls({ engine: engineSocket, listen });
  const uses = await readUses(stack.file);
  const seen: Record<string, number> = {};
  const stop = new AbortController();
  const asked = before.services.filter(({ name }) => Object.values(uses).some((used) => used.includes(name))).map(toAsk);
  const watching = asked.map(async ({ name, address, question }) => {
    const at = await firstAnswer(address, question, stop.signal);
    if (at !== undefined) seen[name] = at;
  });
  const told: Told[] = [];
  let rest = '';
  const command = stack.command('up', '--json');
  const { milliseconds } = await runCommand({ ...command, environment: { ...command.environment, DOCKER_HOST: `unix://${listen}` } }, (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) told.push({ item: JSON.parse(line) as Progress, at: performance.now() });
  }).finally(() => stop.abort());
  await Promise.all(watching);
  return { milliseconds, timeline: timelineOf({ uses, seen, told, calls: recorder.calls }) };
}

function toAsk({ name, template, ports }: Status['services'][number]): { readonly name: string; readonly question: Question; readonly address: { readonly host: string; readonly port: number } } {
  const question = questions[template ?? ''];
  const port = ports.find((each) => each.name === question?.port);
  if (question === undefined || port?.hostPort === undefined) throw new Error(`nothing is known that ${name} could be asked`);
  return { name, question, address: { host: port.host ?? '127.0.0.1', port: port.hostPort } };
}

async function readUses(file: string): Promise<Timeline['uses']> {
  const { services } = parse(await readFile(file, 'utf8')) as { readonly services: Readonly<Record<string, { readonly uses?: readonly string[] }>> };
  return Object.fromEntries(Object.entries(services).map(([name, { uses = [] }]) => [name, uses]));
}

interface Recorded {
  readonly uses: Timeline['uses'];
  readonly seen: Readonly<Record<string, number>>;
  readonly told: readonly Told[];
  readonly calls: readonly Call[];
}

function timelineOf({ uses, seen, told, calls }: Recorded): Timeline {
  const foundation = calls.filter(({ method, path }) => method === 'POST' && /^\/(networks|volumes)\/create/.test(path));
  const ready = Object.fromEntries(Object.keys(uses).flatMap((service) => readyOf(service, { seen, told })));
  const names = Object.keys(uses);
  return {
    uses,
    readyAt: ready,
    foundations: { beganAt: Math.min(...foundation.map((call) => call.sentAt)), endedAt: Math.max(...foundation.map((call) => call.answeredAt ?? 0)) },
    calls: containerCalls(calls).flatMap((call) => {
      const service = names.find((name) => new RegExp(`-${name}-\\d+$`).test(call.container));
      return service === undefined ? [] : [{ ...call, service }];
    }),
  };
}

/** As it was seen from beside; else as `up` told. Making its declared resources is work, so it counts as the way to readiness. */
function readyOf(service: string, { seen, told }: Pick<Recorded, 'seen' | 'told'>): readonly (readonly [string, number])[] {
  const applied = told.find(({ item }) => item.type === 'step' && item.phase === 'done' && item.step.kind === 'apply-resources' && item.step.service === service)?.item;
  const applying = applied?.type === 'step' ? (applied.seconds ?? 0) * 1000 : 0;
  const at = seen[service] ?? told.find(({ item }) => item.type === 'service' && item.service === service && item.state === 'ready')?.at;
  return at === undefined ? [] : [[service, at + applying]];
}
