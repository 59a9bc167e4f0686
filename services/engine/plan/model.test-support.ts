import type { DesiredContainer } from '../container/types.ts';
import { finalName } from '../container/names.ts';
import type { Observed, OwnContainer } from '../observe/types.ts';
import { emptyEngine, idOf, shopNetwork } from './plan.test-support.ts';
import type { Plan, PlanStep } from './types.ts';

interface ModelContainer {
  id: string;
  name: string;
  state: 'created' | 'running' | 'exited';
  readonly desired: DesiredContainer;
}

/** An engine in a few lines: refuses what a real one refuses. */
export interface ModelEngine {
  readonly containers: Map<string, ModelContainer>;
  readonly volumes: Map<string, Readonly<Record<string, string>>>;
  network: boolean;
  readonly ready: Set<string>;
  created: number;
}

export function modelEngine(): ModelEngine {
  return { containers: new Map(), volumes: new Map(), network: false, ready: new Set(), created: 0 };
}

export function observeModel(engine: ModelEngine): Observed {
  const containers = [...engine.containers.values()].map(({ id, name, state, desired }): OwnContainer => ({
    id,
    name,
    state,
    status: state,
    image: `${desired.service}:1`,
    imageId: `sha256:${desired.service}`,
    labels: {},
    ports: state === 'running' ? published(desired) : [],
    networks: { [shopNetwork.name]: state === 'created' ? '' : shopNetwork.id },
    addresses: [],
    volumes: Object.fromEntries(desired.volumes.map((volume) => [`/${volume}`, volume])),
    service: desired.service,
    replica: desired.replica,
    hash: desired.hash,
    fields: desired.hashes,
    leftover: finalName(name) !== undefined,
  }));
  return {
    ...emptyEngine,
    containers,
    networks: engine.network ? [shopNetwork] : [],
    volumes: [...engine.volumes].map(([name, labels]) => ({ name, labels })),
  };
}

function published(desired: DesiredContainer): OwnContainer['ports'] {
  return desired.ports.flatMap(({ containerPort, protocol, address }) => (address === undefined ? [] : [{ containerPort, protocol, hostIp: address.host, hostPort: address.port }]));
}

/** Does the steps in any order that their dependencies allow; `choose` picks among those that may come next. Stops after `limit`. */
export function applyPlan(engine: ModelEngine, plan: Plan, options: { readonly choose: (count: number) => number; readonly limit?: number }): void {
  const left = [...plan.steps];
  const done = new Set<string>();
  while (left.length > 0 && done.size < (options.limit ?? Infinity)) {
    const able = left.filter((step) => step.dependsOn.every((id) => done.has(id)));
    const step = able[options.choose(able.length)];
    if (step === undefined) throw new Error(`a cycle among ${left.map((each) => each.id).join(', ')}`);
    applyStep(engine, plan, step);
    done.add(step.id);
    left.splice(left.indexOf(step), 1);
  }
}

function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

function byRef({ containers }: ModelEngine, ref: string): ModelContainer {
  const found = containers.get(ref) ?? [...containers.values()].find((each) => each.id === ref);
  if (found === undefined) throw new Error(`no container ${ref}`);
  return found;
}

function applyStep(engine: ModelEngine, plan: Plan, step: PlanStep): void {
  const { containers } = engine;
  switch (step.kind) {
    case 'create-network':
      must(!engine.network, 'the network exists');
      engine.network = true;
      return;
    case 'create-volume':
      must(!engine.volumes.has(step.target), 'the volume exists');
      engine.volumes.set(step.target, step.volume.labels);
      return;
    case 'create-container': {
      must(engine.network, 'create without a network');
      must(step.container.volumes.every((each) => engine.volumes.has(each)), 'create without its volume');
      must(!containers.has(step.target), `the name ${step.target} is in use`);
      engine.created += 1;
      containers.set(step.target, { id: idOf(`${engine.created}:${step.target}`), name: step.target, state: 'created', desired: step.container });
      return;
    }
    case 'start-container': {
      const container = byRef(engine, step.target);
      for (const used of plan.desired?.services[step.service]?.uses ?? []) must(engine.ready.has(used), `${step.service} starts before ${used} is ready`);
      const wanted = published(container.desired).map((port) => port.hostPort);
      const held = [...containers.values()].filter((each) => each.state === 'running' && each !== container).flatMap((each) => published(each.desired).map((port) => port.hostPort));
      must(!wanted.some((port) => held.includes(port)), `a port of ${step.target} is already allocated`);
      container.state = 'running';
      return;
    }
    case 'stop-container':
      byRef(engine, step.container).state = 'exited';
      return;
    case 'remove-container': {
      const container = byRef(engine, step.container);
      must(container.state !== 'running', 'remove of a running container');
      containers.delete(container.name);
      return;
    }
    case 'rename-container': {
      const container = byRef(engine, step.from);
      must(!containers.has(step.to), `the name ${step.to} is in use`);
      containers.delete(step.from);
      container.name = step.to;
      containers.set(step.to, container);
      return;
    }
    case 'wait-ready':
      for (const { container } of step.replicas) if (container !== undefined) must(byRef(engine, container).state === 'running', `${step.target} can never be ready`);
      engine.ready.add(step.service);
      return;
    case 'remove-network':
      must(containers.size === 0, 'the network has endpoints');
      engine.network = false;
      return;
    case 'provide-image':
    case 'apply-resources':
    case 'start-process':
    case 'stop-process':
  }
}
