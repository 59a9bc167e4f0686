import type { Route } from '../contract/routes.ts';
import type { ExportChoices } from './export-schema.ts';

/**
 * Text that may hold references, resolved at the last moment for a context. Four forms remain after resolution:
 * `${{ services.NAME.host }}`, `${{ services.NAME.ports.PORT }}`, `${{ services.NAME.secrets.KEY }}`, and
 * `${{ services.NAME.derived.KEY }}` (computed from secrets by the service's kind).
 */
export type Text = string;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Who asks for an address. */
export type Context = 'container' | 'host' | 'kubernetes';

/** The fully resolved, serialisable, engine-neutral graph: nothing left to look up. */
export interface Topology {
  readonly name: string;
  /** The name comes from a variable: one file is meant to run under several names, each a stack of its own. */
  readonly namedByVariable?: true;
  /** Absolute path of the folder of stackyard.yaml. */
  readonly directory: string;
  /** Absolute path of the stack file. */
  readonly file: string;
  /** In the order of the file. */
  readonly services: Readonly<Record<string, Service>>;
  /** Registry or mirror that images without a host are pulled from, for example `127.0.0.1:5000`. */
  readonly registry?: string;
  /** What the user chose for the production forms. */
  readonly export?: ExportChoices;
}

export type Service = ContainerService | ProcessService;

export interface ServiceCommon {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  /** Template id; absent for the user's own services. */
  readonly template?: string;
  /** Kind id (a folder of services/kinds); absent where no code speaks the service's protocol. */
  readonly kind?: string;
  /** Services that must be ready before this one starts. */
  readonly uses: readonly string[];
  /** Services that routes point to: an edge of the graph without waiting. */
  readonly routesTo: readonly string[];
  readonly routes: readonly Route[];
  readonly ports: Readonly<Record<string, Port>>;
  /** What the service offers its users, by binding name (`url`, `host`, `port`, `password` …). */
  readonly bindings: Readonly<Record<string, Text>>;
  readonly secrets: Readonly<Record<string, SecretSpec>>;
  readonly options: Readonly<Record<string, JsonValue>>;
  /** Declared resources of the kind: queues, buckets, indexes, databases … */
  readonly resources: Readonly<Record<string, JsonValue>>;
  /** Own variables and the bindings of `uses` (`CACHE_URL` …), unresolved. */
  readonly environment: Readonly<Record<string, Text>>;
  readonly ready: ReadySpec;
  /** Seconds that readiness may take before the start has failed. */
  readonly readyTimeoutSeconds: number;
  readonly scale: number;
  /** The template's production profile, for the exporters. */
  readonly production?: ProductionProfile;
  /** The stack file itself says `scale: 1`: two at once may do harm, also during an update. */
  readonly runsOnce?: true;
}

export interface Port {
  /** Port inside the container, or of the host process. */
  readonly container: number;
  readonly protocol: 'tcp' | 'udp';
  /** `auto`: the wanted port where free, else a stable free one. `fixed`: that port or an error. */
  readonly publish: { readonly mode: 'auto'; readonly wanted: number } | { readonly mode: 'fixed'; readonly hostPort: number; readonly hostIp: string } | { readonly mode: 'none' };
}

/** A generated secret; `length` counts characters of `A-Z a-z 0-9`. `value` is text the user gave (may hold `${VAR}` already replaced). */
export type SecretSpec = { readonly generate: number } | { readonly value: string };

export type ReadySpec =
  | { readonly by: 'kind' }
  | { readonly by: 'http'; readonly port: string; readonly path: string }
  | { readonly by: 'tcp'; readonly port: string }
  | { readonly by: 'exec'; readonly command: readonly string[] }
  | { readonly by: 'log'; readonly pattern: string }
  /** Runs and keeps running for a second. */
  | { readonly by: 'running' };

export interface ContainerService extends ServiceCommon {
  readonly type: 'container';
  readonly image: ImageSource;
  /** Replaces the image's ENTRYPOINT when present. */
  readonly entrypoint?: readonly Text[];
  /** Replaces the image's CMD when present. */
  readonly command?: readonly Text[];
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly hostname?: string;
  /** Config and secret files, mounted read-only. */
  readonly files: readonly MountedFile[];
  readonly mounts: readonly Mount[];
  /** `PATH` or `PATH:options`. */
  readonly tmpfs: readonly string[];
  readonly readOnly: boolean;
  readonly capDrop: readonly string[];
  readonly capAdd: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly init: boolean;
  readonly stopSignal?: string;
  readonly stopGraceSeconds: number;
  readonly memoryBytes?: number;
  readonly cpus?: number;
  readonly pidsLimit?: number;
  readonly shmBytes?: number;
  readonly ulimits: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly restart: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly extraHosts: readonly string[];
  /** The user's own labels. */
  readonly labels: Readonly<Record<string, string>>;
  readonly platform?: string;
}

/** A process on the host, wired like a container and supervised by the core. */
export interface ProcessService extends ServiceCommon {
  readonly type: 'process';
  /** Run by the user's shell. */
  readonly run: string;
  readonly workingDirectory: string;
  readonly stopSignal?: string;
  readonly stopGraceSeconds: number;
}

export type ImageSource =
  /** `offline` names a folder of resources/images that builds a drop-in. */
  | { readonly from: 'registry'; readonly reference: string; readonly offline?: string }
  | { readonly from: 'build'; readonly context: string; readonly dockerfile: string; readonly args: Readonly<Record<string, string>>; readonly target?: string };

export interface MountedFile {
  /** Absolute path in the container. */
  readonly path: string;
  readonly content: Text;
  /** Holds secrets: readable by the service's user only. */
  readonly secret: boolean;
}

export type Mount =
  /** A named volume; `volume` is the name within the stack. */
  | { readonly type: 'volume'; readonly volume: string; readonly target: string; readonly readOnly: boolean }
  | { readonly type: 'bind'; readonly source: string; readonly target: string; readonly readOnly: boolean };

/** Facts that the exporters need; filled in by each template, tested values in the hardening reference. */
export interface ProductionProfile {
  readonly workload: 'Deployment' | 'StatefulSet';
  readonly replicas: number;
  readonly user: number;
  /** Runs under any other number as well. */
  readonly anyUser: boolean;
  readonly readOnlyRoot: boolean;
  readonly writablePaths: readonly string[];
  readonly storage: Readonly<Record<string, string>>;
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory: string };
  readonly probes: Readonly<Partial<Record<'startup' | 'ready' | 'live', ProductionProbe>>>;
  readonly stopGraceSeconds: number;
}

export type ProductionProbe =
  | { readonly http: { readonly port: number; readonly path: string } }
  | { readonly tcp: number }
  | { readonly exec: readonly string[] };
