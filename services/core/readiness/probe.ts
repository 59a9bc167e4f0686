import type { EngineClient, HostPorts, HostAddress } from '../../engine/index.ts';
import type { Kind, Reach } from '../../kinds/kind.ts';
import type { Service, Topology } from '../../topology/types.ts';
import { probeExec, probeLines, probeLog, probeRunning } from './container.ts';
import { probeHttp } from './http.ts';
import { refuseYoung } from './steady.ts';
import { probeTcp } from './tcp.ts';

export interface ProbeContext {
  readonly topology: Topology;
  readonly client: EngineClient;
  /** Read at each try: a lost port race moves a port while the stack starts. */
  readonly hostPorts: () => HostPorts;
  readonly kind: (id: string) => Promise<Kind | undefined>;
  readonly secret: (service: string, key: string) => string;
  /** Engine name or id of a replica's container. */
  readonly container: (service: string, replica: number) => string;
  /** What the run of a host process that is under way has printed so far. */
  readonly processLog: (service: string, signal: AbortSignal) => AsyncIterable<{ readonly text: string }>;
  /** Since when (ISO 8601) a host process runs; undefined while it does not. */
  readonly processSince: (service: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Takes secrets out of what a service answers. */
  readonly redact?: (text: string) => string;
}

export interface ProbeTarget {
  readonly service: Service;
  readonly replica: number;
  readonly signal: AbortSignal;
}

/** Longest time one try may take; the caller tries again. */
const TRY_LIMIT = 2_000;

function addressOf(context: ProbeContext, { service, replica }: ProbeTarget, port: string): HostAddress {
  if (service.type === 'process') return { host: '127.0.0.1', port: service.ports[port]?.container ?? 0 };
  const address = context.hostPorts()[service.name]?.[replica - 1]?.[port];
  if (address === undefined) throw new Error(`port ${port} of ${service.name} is not published, so it cannot be asked from here`);
  return address;
}

function isReachable(context: ProbeContext, { service, replica }: ProbeTarget): boolean {
  if (service.type === 'process') return true;
  const ports = context.hostPorts()[service.name]?.[replica - 1] ?? {};
  return Object.keys(service.ports).some((name) => ports[name] !== undefined);
}

export function reachOf(context: ProbeContext, target: ProbeTarget): Reach {
  return {
    address: (port) => addressOf(context, target, port),
    secret: (key) => context.secret(target.service.name, key),
    options: target.service.options,
    signal: target.signal,
  };
}

/** One try by the service's own readiness: resolves when ready, else throws an Error whose message is the reason. */
export async function probeService(context: ProbeContext, target: ProbeTarget): Promise<void> {
  const limited = { ...target, signal: AbortSignal.any([target.signal, AbortSignal.timeout(TRY_LIMIT)]) };
  try {
    await ask(context, limited);
  } catch (error) {
    if (limited.signal.aborted && !target.signal.aborted) throw new Error(`no answer within ${TRY_LIMIT / 1000} s`, { cause: error });
    throw error;
  }
}

async function ask(context: ProbeContext, target: ProbeTarget): Promise<void> {
  const { service, replica, signal } = target;
  const { ready } = service;
  const container = () => ({ client: context.client, container: context.container(service.name, replica), signal });
  switch (ready.by) {
    case 'kind': {
      const kind = service.kind === undefined ? undefined : await context.kind(service.kind);
      if (kind?.probe === undefined || !isReachable(context, target)) return probeRunning(container());
      return kind.probe(reachOf(context, target));
    }
    case 'http': {
      return probeHttp({ ...addressOf(context, target, ready.port), path: ready.path, signal });
    }
    case 'tcp':
      return probeTcp(addressOf(context, target, ready.port), signal);
    case 'exec':
      return probeExec(container(), ready.command);
    case 'log':
      return service.type === 'process' ? probeLines(context.processLog(service.name, signal), ready.pattern) : probeLog(container(), ready.pattern);
    case 'running':
      return service.type === 'process' ? probeProcess(await context.processSince(service.name, signal)) : probeRunning(container());
  }
}

function probeProcess(since: string | undefined): void {
  if (since === undefined) throw new Error('the process does not run');
  refuseYoung(since, Date.now());
}
