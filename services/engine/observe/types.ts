/** The engine's own words for a container's state. */
export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface ObservedPort {
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostIp: string;
  readonly hostPort: number;
}

/** One container as the listing shows it; absent facts are left out, never guessed. */
export interface ObservedContainer {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly state: ContainerState;
  /** The engine's sentence, such as `Exited (1) 3 seconds ago`. */
  readonly status: string;
  readonly image: string;
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Published ports; the engine lists none for a container that does not run. */
  readonly ports: readonly ObservedPort[];
  /** Network name → network id; the id is empty until the first start. */
  readonly networks: Readonly<Record<string, string>>;
  /** IP addresses in its networks; the engine lists none for a container that does not run. */
  readonly addresses: readonly string[];
  /** Engine names of the mounted named volumes by their path. */
  readonly volumes: Readonly<Record<string, string>>;
}

/** A container of this stack, made from its file or from one that is gone, with what its labels say. */
export interface OwnContainer extends ObservedContainer {
  readonly service: string;
  readonly replica: number;
  readonly hash: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Its name is `<12 hex>_<name>`: left by an interrupted recreate. */
  readonly leftover: boolean;
  /** The stack file that it was made from, where that is another one and gone. A new file in its place would be taken for the one that runs it. */
  readonly goneFile?: string;
}

export interface ObservedNetwork {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ObservedVolume {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Another stack file of the same name, still there, that made it. */
  readonly madeBy?: string;
}

/** A name that a stack had before, of which something is there. */
export interface EarlierName {
  readonly name: string;
  /** Services that have containers; none where only a network is left. */
  readonly services: readonly string[];
  /** Those of them that run. */
  readonly running: readonly string[];
}

/** What its stack file left under other names. */
export interface Earlier {
  readonly names: readonly EarlierName[];
  readonly volumes: readonly ObservedVolume[];
}

/** One pass over the engine; no decision. */
export interface Observed {
  readonly stack: string;
  readonly containers: readonly OwnContainer[];
  readonly networks: readonly ObservedNetwork[];
  /** All of the name: stacks that take turns under it share them. */
  readonly volumes: readonly ObservedVolume[];
  /** Other stack files, still there, that have containers under this name. Those, and the network that one of them made, are among `foreign`. */
  readonly others: readonly string[];
  /** Everything else on this engine: names and ports that may be in the way. Never changed. */
  readonly foreign: {
    readonly containers: readonly ObservedContainer[];
    readonly networks: readonly ObservedNetwork[];
    readonly volumes: readonly ObservedVolume[];
  };
}
