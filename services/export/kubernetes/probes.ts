import type { ContainerService, ProductionProbe } from '../../topology/types.ts';
import { portLabel } from './names.ts';

type Question = { readonly httpGet: { readonly path: string; readonly port: string | number } } | { readonly tcpSocket: { readonly port: string | number } } | { readonly exec: { readonly command: readonly string[] } };

export interface Probes {
  readonly startupProbe?: Question & Timing;
  readonly readinessProbe?: Question & Timing;
  readonly livenessProbe?: Question & Timing;
}

interface Timing {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

const timing = {
  startup: (seconds: number): Timing => ({ periodSeconds: 2, timeoutSeconds: 3, failureThreshold: Math.max(10, Math.ceil(seconds / 2)) }),
  ready: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
  live: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
};

/** Startup, readiness and liveness; empty where the service can be asked nothing. */
export function probesOf(service: ContainerService): Probes {
  const asked = questionsOf(service);
  if (asked === undefined) return {};
  return {
    startupProbe: { ...written(asked.startup, service), ...timing.startup(service.readyTimeoutSeconds) },
    readinessProbe: { ...written(asked.ready, service), ...timing.ready },
    livenessProbe: { ...written(asked.live, service), ...timing.live },
  };
}

interface Questions {
  readonly startup: ProductionProbe;
  readonly ready: ProductionProbe;
  readonly live: ProductionProbe;
}

/** What the service is asked; undefined where it can be asked nothing. */
export function questionsOf(service: ContainerService): Questions | undefined {
  const { production, ready } = service;
  const own = ready.by === 'kind' ? undefined : ownQuestion(service);
  const asked = own ?? production?.probes.ready ?? firstPort(service);
  if (asked === undefined) return undefined;
  const live = production?.probes.live ?? liveOf(service, asked);
  return { ready: asked, live, startup: (own === undefined ? production?.probes.startup : undefined) ?? (own === undefined ? asked : live) };
}

function ownQuestion(service: ContainerService): ProductionProbe | undefined {
  const { ready, ports } = service;
  switch (ready.by) {
    case 'http':
      return { http: { port: ports[ready.port]?.container ?? 0, path: ready.path } };
    case 'tcp':
      return { tcp: ports[ready.port]?.container ?? 0 };
    case 'exec':
      return { exec: ready.command };
    // Only the engine shows log lines; `running` asks nothing.
    case 'log':
    case 'running':
    case 'kind':
      return undefined;
  }
}

function firstPort({ ports }: ContainerService): ProductionProbe | undefined {
  const first = Object.values(ports).find(({ protocol }) => protocol === 'tcp');
  return first === undefined ? undefined : { tcp: first.container };
}

/** Weaker than readiness: a database that is away must not get its users restarted. */
function liveOf(service: ContainerService, ready: ProductionProbe): ProductionProbe {
  if ('tcp' in ready) return ready;
  const port = 'http' in ready ? ready.http.port : Object.values(service.ports).find(({ protocol }) => protocol === 'tcp')?.container;
  return port === undefined ? ready : { tcp: port };
}

function written(probe: ProductionProbe, { ports }: ContainerService): Question {
  if ('exec' in probe) return { exec: { command: probe.exec } };
  const number = 'tcp' in probe ? probe.tcp : probe.http.port;
  const name = Object.entries(ports).find(([, port]) => port.container === number && port.protocol === 'tcp')?.[0];
  const port = name === undefined ? number : portLabel(name);
  return 'tcp' in probe ? { tcpSocket: { port } } : { httpGet: { path: probe.http.path, port } };
}

/** Whether readiness and liveness ask the same, which no weaker question of the service can mend. */
export function asksTwice(service: ContainerService): boolean {
  const { readinessProbe, livenessProbe } = probesOf(service);
  const question = ({ periodSeconds: _period, timeoutSeconds: _timeout, failureThreshold: _failures, ...rest }: Question & Timing): string => JSON.stringify(rest);
  return readinessProbe !== undefined && livenessProbe !== undefined && question(readinessProbe) === question(livenessProbe);
}

