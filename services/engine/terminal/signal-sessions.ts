import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../types.ts';
import { signalScript } from './scripts.ts';

export interface SignalRequest {
  readonly container: string;
  readonly signal: 'HUP' | 'KILL';
  /** The container's own when left out. */
  readonly user?: string;
  /** Number of the session inside the container. */
  readonly leader: number;
}

interface Round {
  readonly leaders: Set<number>;
  /** Session → processes that it had. */
  readonly found: Promise<ReadonlyMap<number, number>>;
}

const waiting = new WeakMap<EngineClient, Map<string, Round>>();
const running = new WeakMap<EngineClient, Map<string, Promise<unknown>>>();
const deadline = 10_000;
/** Of a hundred execs that end in the same moment the engine (20.10, containerd 1.6) takes no notice for a minute; of sixty it does at once. */
const mostAtOnce = 25;

/**
 * Signals every process of a session; resolves with how many there were. An exec takes the engine a tenth of a second and more, so what is
 * asked for one container while it is at another there is done together: a hundred terminals that end at once take eight, not two hundred.
 */
export async function signalSession(client: EngineClient, request: SignalRequest): Promise<number> {
  const key = JSON.stringify([request.container, request.signal, request.user]);
  const rounds = mapOf(waiting, client);
  const open = rounds.get(key);
  const round = open === undefined || open.leaders.size >= mostAtOnce ? startRound(client, request, key) : open;
  round.leaders.add(request.leader);
  return (await round.found).get(request.leader) ?? 0;
}

function startRound(client: EngineClient, request: SignalRequest, key: string): Round {
  const [rounds, runs] = [mapOf(waiting, client), mapOf(running, client)];
  const leaders = new Set<number>();
  const before = runs.get(key);
  const found = (async () => {
    // How the one before ended is told to those that asked for it.
    await before?.catch(() => undefined);
    if (rounds.get(key)?.leaders === leaders) rounds.delete(key);
    return signalAll(client, request, leaders);
  })();
  const round = { leaders, found };
  rounds.set(key, round);
  runs.set(key, found);
  const forget = (): void => {
    if (runs.get(key) === found) runs.delete(key);
  };
  found.then(forget, forget);
  return round;
}

async function signalAll(client: EngineClient, { container, signal, user }: SignalRequest, leaders: ReadonlySet<number>): Promise<ReadonlyMap<number, number>> {
  const { exitCode, output } = await client.exec(container, ['/bin/sh', '-c', signalScript, signal, ...[...leaders].map(String)], { deadline, ...(user === undefined ? {} : { user }) });
  if (exitCode !== 0) throw new StackyardError('NOT_READY', `The programs of a terminal in container ${container} cannot be ended: ${output.trim().slice(0, 200)}.`, { hint: 'Restart the service, which ends them.' });
  const counts = new Map<number, number>();
  for (const line of output.split('\n')) if (line !== '') counts.set(Number(line), (counts.get(Number(line)) ?? 0) + 1);
  return counts;
}

function mapOf<Value>(maps: WeakMap<EngineClient, Map<string, Value>>, client: EngineClient): Map<string, Value> {
  const found = maps.get(client) ?? new Map<string, Value>();
  maps.set(client, found);
  return found;
}
