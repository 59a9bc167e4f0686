import { StackyardError } from '../../contract/errors.ts';
import type { HostAddress } from '../container/types.ts';
import { withUsed } from '../plan/select.ts';
import { addressOf, claimsOf, currentPort, describeContainer, heldPorts, slot } from './claims.ts';
import type { Claim, Held } from './claims.ts';
import type { AllocateInput, Allocation, PortChange, RememberedPorts } from './types.ts';

interface Allocator {
  readonly input: AllocateInput;
  readonly held: Held;
  /** Slots given in this allocation. */
  readonly given: Map<string, { readonly service: string }>;
  readonly ports: Map<string, number>;
}

/**
 * A host port for every published port: the standard one where free, else the one remembered, else the next free one.
 * Ports that this stack's own containers hold count as free, also those of what it does not start beside. PORT_IN_USE, with every conflict, when a fixed one is taken.
 */
export async function allocatePorts(input: AllocateInput): Promise<Allocation> {
  const claims = claimsOf(input.topology);
  const allocator: Allocator = { input, held: heldPorts(input.observed, input.topology), given: new Map(), ports: new Map() };
  await giveFixed(allocator, claims);
  reserveProcesses(allocator);
  const automatic = claims.filter((claim) => !claim.fixed);
  const searching: Claim[] = [];
  // Who has a port keeps it; only then the others choose.
  for (const claim of automatic) if (!(await giveKnown(allocator, claim))) searching.push(claim);
  const changes: PortChange[] = [];
  for (const claim of searching) {
    const change = await search(allocator, claim);
    if (change !== undefined) changes.push(change);
  }
  const deviating = automatic.filter((claim) => allocator.ports.get(claim.key) !== claim.wanted);
  return {
    hostPorts: hostPortsOf(allocator, claims),
    remember: remembered(input.remembered, claims, new Map(deviating.map((claim) => [claim.key, allocator.ports.get(claim.key) ?? claim.wanted]))),
    changes,
  };
}

/** A service that is out of the file for a while finds its port again when it comes back. */
function remembered(before: RememberedPorts, claims: readonly Claim[], now: ReadonlyMap<string, number>): RememberedPorts {
  const claimed = new Set(claims.map((claim) => claim.key));
  return { ...Object.fromEntries(Object.entries(before).filter(([key]) => !claimed.has(key))), ...Object.fromEntries(now) };
}

function give({ given, ports }: Allocator, claim: Claim, port: number): void {
  given.set(slot(claim.protocol, port), claim);
  ports.set(claim.key, port);
}

async function giveFixed(allocator: Allocator, claims: readonly Claim[]): Promise<void> {
  const { topology, only } = allocator.input;
  const uses = Object.fromEntries(Object.values(topology.services).map((service) => [service.name, service.uses]));
  const concerned = new Set(withUsed(only ?? Object.keys(uses), uses));
  const problems: StackyardError[] = [];
  for (const claim of claims.filter((each) => each.fixed)) {
    const holder = await holderOf(allocator, claim, claim.wanted);
    if (holder !== undefined && concerned.has(claim.service)) problems.push(await inUse(allocator, claim, holder));
    give(allocator, claim, claim.wanted);
  }
  const [first, ...related] = problems;
  if (first === undefined) return;
  throw new StackyardError(first.code, first.message, { related, ...(first.hint === undefined ? {} : { hint: first.hint }), ...(first.service === undefined ? {} : { service: first.service }) });
}

async function inUse(allocator: Allocator, claim: Claim, holder: string): Promise<StackyardError> {
  const free = await nextFree(allocator, claim, claim.wanted + 1);
  return new StackyardError('PORT_IN_USE', `Port ${claim.host}:${claim.wanted} for ${claim.service}.${claim.port} is held by ${holder}. Nothing was created.`, {
    hint: `Free it, or publish another one: publish: { ${claim.port}: ${free} }`,
    service: claim.service,
  });
}

/** A host process listens on its own port: it is not given away, even while the process does not run. */
function reserveProcesses({ given, input }: Allocator): void {
  for (const service of Object.values(input.topology.services)) {
    if (service.type !== 'process') continue;
    for (const { container, protocol } of Object.values(service.ports)) given.set(slot(protocol, container), { service: service.name });
  }
}

/** Its running container's port, or the remembered one, while it is still to be had. */
async function giveKnown(allocator: Allocator, claim: Claim): Promise<boolean> {
  const { observed, remembered } = allocator.input;
  const current = currentPort(claim, observed);
  const before = remembered[claim.key];
  // A port that is neither standard nor remembered belongs to an older file: not kept.
  const known = current !== undefined && (current === claim.wanted || current === before || claim.replica > 1) ? current : before;
  if (known === undefined || (await holderOf(allocator, claim, known)) !== undefined) return false;
  give(allocator, claim, known);
  return true;
}

async function search(allocator: Allocator, claim: Claim): Promise<PortChange | undefined> {
  const first = claim.wanted + claim.replica - 1;
  const holder = await holderOf(allocator, claim, claim.wanted);
  const given = await nextFree(allocator, claim, claim.replica === 1 ? claim.wanted : first);
  give(allocator, claim, given);
  if (given === claim.wanted || claim.replica > 1) return undefined;
  const { service, replica, port, wanted } = claim;
  return { service, replica, port, wanted, given, cause: `${wanted} is held by ${holder ?? 'another service'}` };
}

/** Undefined when the port is to be had for this claim. */
async function holderOf({ held, given, input }: Allocator, claim: Claim, port: number): Promise<string | undefined> {
  const key = slot(claim.protocol, port);
  const taken = given.get(key);
  if (taken !== undefined) return `service ${taken.service} of this stack`;
  const foreign = held.foreign.get(key);
  if (foreign !== undefined) return describeContainer(foreign);
  if (held.own.has(key) || held.before.has(key)) return undefined;
  if (await input.check.isFree(addressOf(claim, port), claim.protocol)) return undefined;
  return (await input.check.holder(port, claim.protocol)) ?? 'another process on this machine';
}

const highest = 65_535;

async function nextFree(allocator: Allocator, claim: Claim, from: number): Promise<number> {
  const reserved = new Set(Object.entries(allocator.input.remembered).flatMap(([key, port]) => (key === claim.key ? [] : [port])));
  for (let offset = 0; offset < highest; offset += 1) {
    const port = 1024 + ((from - 1024 + offset + (highest - 1023)) % (highest - 1023));
    const candidate = from + offset < 1024 ? from + offset : port;
    const mine = allocator.held.own.get(slot(claim.protocol, candidate));
    const elsewhere = mine !== undefined && (mine.service !== claim.service || mine.replica !== claim.replica) && candidate !== claim.wanted;
    if (candidate < 1 || reserved.has(candidate) || elsewhere) continue;
    if ((await holderOf(allocator, claim, candidate)) === undefined) return candidate;
  }
  throw new StackyardError('PORT_IN_USE', `No free port is left for ${claim.service}.${claim.port}.`, { service: claim.service, hint: 'Stop something that listens on this machine.' });
}

function hostPortsOf({ ports }: Allocator, claims: readonly Claim[]): Allocation['hostPorts'] {
  const hostPorts: Record<string, Record<string, HostAddress>[]> = {};
  for (const claim of claims) {
    const port = ports.get(claim.key);
    if (port === undefined) continue;
    const replicas = (hostPorts[claim.service] ??= []);
    (replicas[claim.replica - 1] ??= {})[claim.port] = addressOf(claim, port);
  }
  return hostPorts;
}
