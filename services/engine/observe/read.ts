import type { ContainerState, ObservedContainer, ObservedNetwork, ObservedPort, ObservedVolume } from './types.ts';

/** Engines differ in which fields they send; what is missing or of another type is left out, never a crash. */
type Json = Readonly<Record<string, unknown>>;

export function json(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function items(value: unknown): readonly Json[] {
  return list(value).map(json);
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(json(value)).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])));
}

const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** An unknown word counts as `dead`: such a container is replaced, never trusted. */
export function readState(value: unknown): ContainerState {
  return states.find((state) => state === value) ?? 'dead';
}

function readPorts(value: unknown): readonly ObservedPort[] {
  return items(value).flatMap((port) =>
    typeof port['PublicPort'] === 'number'
      ? [{ containerPort: number(port['PrivatePort']), protocol: text(port['Type']) || 'tcp', hostIp: text(port['IP']), hostPort: port['PublicPort'] }]
      : [],
  );
}

/** Without an id there is nothing to work with. */
export function readContainer(value: unknown): ObservedContainer | undefined {
  const container = json(value);
  const id = text(container['Id']);
  if (id === '') return undefined;
  const names = Array.isArray(container['Names']) ? container['Names'].map(text) : [];
  // Links add names with a second slash; the container's own has one.
  const name = (names.find((each) => each.lastIndexOf('/') === 0) ?? names[0] ?? '').replace(/^\//, '');
  const networks = Object.entries(json(json(container['NetworkSettings'])['Networks']));
  const volumes = items(container['Mounts']).filter((mount) => mount['Type'] === 'volume');
  return {
    id,
    name,
    state: readState(container['State']),
    status: text(container['Status']),
    image: text(container['Image']),
    imageId: text(container['ImageID']),
    labels: texts(container['Labels']),
    ports: readPorts(container['Ports']),
    networks: Object.fromEntries(networks.map(([network, endpoint]) => [network, text(json(endpoint)['NetworkID'])])),
    addresses: networks.flatMap(([, endpoint]) => [text(json(endpoint)['IPAddress']), text(json(endpoint)['GlobalIPv6Address'])]).filter((address) => address !== ''),
    volumes: Object.fromEntries(volumes.map((mount) => [text(mount['Destination']), text(mount['Name'])])),
  };
}

export function readNetwork(value: unknown): ObservedNetwork | undefined {
  const network = json(value);
  const [id, name] = [text(network['Id']), text(network['Name'])];
  return id === '' ? undefined : { id, name, labels: texts(network['Labels']) };
}

export function readVolume(value: unknown): ObservedVolume | undefined {
  const volume = json(value);
  const name = text(volume['Name']);
  return name === '' ? undefined : { name, labels: texts(volume['Labels']) };
}
