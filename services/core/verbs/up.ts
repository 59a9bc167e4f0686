import type { UpOptions } from '../../contract/core.ts';
import type { Progress } from '../../contract/results.ts';
import { anotherPort, createFilePlacer, execute, namedServices, type EngineClient, type ExecuteContext, type HostPorts, type LostPort } from '../../engine/index.ts';
import { provideImage, type ImageChoice } from '../../engine/images/index.ts';
import { stackDirectory } from '../../store/index.ts';
import { imageDeps } from '../image-deps.ts';
import { portCheckFor, prepare, rememberPorts, type Prepared } from '../prepare.ts';
import { probeService, reachOf, type ProbeContext } from '../readiness/probe.ts';
import { processQuestions, processSupervisor, takeOverProcesses } from '../host-processes.ts';
import type { Session } from '../session.ts';
import { rememberStarted } from '../stacks/known-stacks.ts';
import { changing, type ChangeContext } from './change.ts';
import { renewImages } from './images.ts';
import { workOut } from './plan.ts';

interface Running {
  readonly prepared: Prepared;
  readonly choices: Readonly<Record<string, ImageChoice>>;
  readonly context: ChangeContext;
  /** Changes when a lost port race moves a port. */
  readonly hostPorts: { current: HostPorts };
}

export function probeContext(prepared: Prepared, hostPorts: () => HostPorts): ProbeContext {
  const { topology, client, secrets, session } = prepared;
  return {
    topology,
    client,
    hostPorts,
    kind: session.kind,
    secret: secrets.secret,
    ...processQuestions(session, topology),
    container: (service, replica) => `${topology.name}-${service}-${replica}`,
  };
}

function serviceNamed({ topology }: Prepared, name: string) {
  const service = topology.services[name];
  if (service === undefined) throw new Error(`the plan names ${name}, which the stack does not have`);
  return service;
}

async function moveLostPort({ prepared, hostPorts }: Running, lost: LostPort) {
  const protocol = serviceNamed(prepared, lost.service).ports[lost.port]?.protocol ?? 'tcp';
  const taken = new Set(Object.values(hostPorts.current).flatMap((replicas) => replicas.flatMap((ports) => Object.values(ports).map(({ port }) => port))));
  const moved = await anotherPort({ refused: lost.refused, protocol, check: portCheckFor(prepared.client), taken });
  const replicas = hostPorts.current[lost.service] ?? [];
  hostPorts.current = { ...hostPorts.current, [lost.service]: replicas.map((ports, index) => (index === lost.replica - 1 ? { ...ports, [lost.port]: moved } : ports)) };
  const name = lost.replica === 1 ? lost.port : `${lost.port}.${lost.replica}`;
  await (await prepared.session.store()).ports.remember(prepared.topology.name, [{ service: lost.service, port: name, hostPort: moved.port }]);
  return moved;
}

export function executeContext(running: Running, signal: AbortSignal): ExecuteContext {
  const { prepared, choices, context, hostPorts } = running;
  const { client, session, topology, applied } = prepared;
  const probing = probeContext(prepared, () => hostPorts.current);
  return {
    client,
    applied,
    signal,
    redact: (text) => session.redactor.redact(text),
    files: createFilePlacer(stackDirectory(session.stateDirectory, topology.name)),
    journal: { record: ({ step, phase, message }) => context.journal.step(step, phase, message) },
    processes: processSupervisor(prepared, () => hostPorts.current),
    images: { provide: async ({ service, signal: cancel, progress }) => provide({ client, session, choice: choices[service] }, cancel, progress) },
    probe: async (name, replica, cancel) => probeService(probing, { service: serviceNamed(prepared, name), replica, signal: cancel }),
    resources: {
      async apply(name, cancel) {
        const service = serviceNamed(prepared, name);
        const kind = service.kind === undefined ? undefined : await session.kind(service.kind);
        return (await kind?.applyResources?.(reachOf(probing, { service, replica: 1, signal: cancel }), service.resources)) ?? [];
      },
    },
    ports: { another: async (lost) => moveLostPort(running, lost), holder: async ({ port }) => portCheckFor(client).holder(port, 'tcp') },
  };
}

interface Provision {
  readonly client: EngineClient;
  readonly session: Session;
  readonly choice: ImageChoice | undefined;
}

async function provide({ client, session, choice }: Provision, signal: AbortSignal, progress: (item: Progress) => void) {
  if (choice === undefined) throw new Error('the plan provides an image that no service asked for');
  return provideImage(choice, { ...imageDeps(session, client), signal, report: progress });
}

/** Observes, plans and does it, under the stack's lock. */
export async function* up(session: Session, options: UpOptions, signal: AbortSignal): AsyncGenerator<Progress> {
  const topology = await session.load(options.file);
  const services = options.services ?? [];
  // Before the lock and the history: a word that was mistyped is no event of the stack.
  namedServices(Object.keys(topology.services), services);
  yield* changing({ session, stack: topology.name, verb: 'up', services, signal }, async function* (context) {
    const only = services.length === 0 ? undefined : services;
    const prepared = await prepare(session, topology, { signal, ...(only === undefined ? {} : { only }) });
    for (const message of prepared.secrets.notices) yield { type: 'note', message };
    for (const { service, port, wanted, given, cause } of prepared.allocation.changes) yield { type: 'note', message: `${service}.${port} is on ${given} instead of ${wanted}: ${cause}` };
    if (options.pull === true) yield* renewImages(prepared, { signal, ...(only === undefined ? {} : { only }) });
    const { plan, choices } = await workOut(prepared, only);
    await rememberPorts(prepared);
    if (only === undefined) takeOverProcesses(session, topology);
    // Every shell lists it from now on.
    await rememberStarted(context.store, topology);
    await context.store.wanted.set(topology.name, only ?? Object.keys(topology.services), true);
    const running: Running = { prepared, choices, context, hostPorts: { current: prepared.allocation.hostPorts } };
    yield* execute(plan, executeContext(running, signal));
  });
}
