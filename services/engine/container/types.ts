import type { JsonValue, Port, ReadySpec, Text } from '../../topology/types.ts';

/** Where one port of one replica is reached on this machine. */
export interface HostAddress {
  readonly host: string;
  readonly port: number;
}

/** By service, then replica (index 0 is replica 1), then port name. */
export type HostPorts = Readonly<Record<string, readonly Readonly<Record<string, HostAddress>>[]>>;

/** The engine-neutral spec of a service as it was applied: references, never secrets. Field → value. */
export type AppliedFields = Readonly<Record<string, JsonValue>>;

/** What the applied store keeps per service, to put the next plan's causes into words. */
export interface AppliedService {
  readonly fields: AppliedFields;
  /** Short hashes of the same fields; they also cover secrets, by fingerprint. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Hash of the declared resources that were applied last; absent while none were. */
  readonly resources?: string;
}

export interface AppliedStore {
  read(service: string): AppliedService | undefined;
  write(service: string, applied: AppliedService): void | Promise<void>;
}

export interface PlaceableFile {
  /** Absolute path in the container. */
  readonly path: string;
  readonly content: string;
  readonly secret: boolean;
}

export interface PlaceRequest {
  readonly service: string;
  /** Names the content: the same address always holds the same bytes. */
  readonly address: string;
  readonly files: readonly PlaceableFile[];
  /** The container's `uid` or `uid:gid`; a name or nothing means unknown. */
  readonly user?: string;
}

/** Puts config and secret files where the engine can mount them from. */
export interface FilePlacer {
  /** Path in the container → path on this machine. Idempotent. */
  place(request: PlaceRequest): Promise<Readonly<Record<string, string>>>;
  /** Removes the addresses of a service that are not in `keep`. */
  collect(service: string, keep: ReadonlySet<string>): Promise<void>;
}

export interface PublishedPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Port['protocol'];
  readonly mode: Port['publish']['mode'];
  /** Absent when nothing is published. */
  readonly address?: HostAddress;
}

/** Body of `POST /containers/create`. */
export type CreateBody = Readonly<Record<string, unknown>>;

export interface DesiredContainer {
  /** `<stack>-<service>-<replica>`. */
  readonly name: string;
  readonly service: string;
  readonly replica: number;
  readonly hash: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly fields: AppliedFields;
  readonly ports: readonly PublishedPort[];
  /** Engine names of the volumes it mounts. */
  readonly volumes: readonly string[];
  /** Address of its mounted files; absent when it mounts none. */
  readonly filesAddress?: string;
  readonly stopGraceSeconds: number;
  readonly memoryBytes?: number;
  readonly restart: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly platform?: string;
  /** The files with their secrets in place: made only when they are about to be written. */
  files(): PlaceRequest | undefined;
  /** The create body with its secrets in place: made only when it is about to be sent. */
  body(input: { readonly image: string; readonly placed: Readonly<Record<string, string>> }): CreateBody;
  /** The same container on other host ports (a lost port race). */
  withPorts(addresses: Readonly<Record<string, HostAddress>>): DesiredContainer;
}

interface DesiredCommon {
  readonly name: string;
  readonly uses: readonly string[];
  readonly ready: ReadySpec;
  readonly readyTimeoutSeconds: number;
  /** Hash of the declared resources; absent when it declares none. */
  readonly resources?: string;
}

export interface DesiredContainerService extends DesiredCommon {
  readonly type: 'container';
  readonly containers: readonly DesiredContainer[];
}

export interface DesiredProcessService extends DesiredCommon {
  readonly type: 'process';
  readonly scale: number;
  readonly hash: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly fields: AppliedFields;
}

export type DesiredService = DesiredContainerService | DesiredProcessService;

export interface DesiredVolume {
  /** Name in the engine. */
  readonly name: string;
  /** Name within the stack. */
  readonly volume: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The whole stack as it should be. */
export interface Desired {
  readonly stack: string;
  readonly network: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly volumes: readonly DesiredVolume[];
  readonly services: Readonly<Record<string, DesiredService>>;
}

export interface DesiredOptions {
  readonly hostPorts: HostPorts;
  /** Keyed fingerprint (HMAC) of a secret: tells a change, gives nothing away. */
  readonly secretFingerprint: (service: string, key: string) => string;
  /** Replaces every reference for the asking service's own context. */
  readonly materialize: (text: Text, service: string) => string;
}
