import type { SourcePosition } from '../contract/errors.ts';
import type { TranslationEntry } from '../contract/export.ts';
import type { MapTree } from '../topology/yaml-tree.ts';

/** A piece of text of a Compose file. */
export interface Word {
  /** As stackyard.yaml may hold it, with its `${VARIABLES}`. */
  readonly text: string;
  /** With them replaced. */
  readonly value: string;
  readonly at: SourcePosition;
}

export interface Variable {
  readonly name: string;
  /** Undefined: passed on from the shell. */
  readonly word: Word | undefined;
  /** The dotenv file that sets it; undefined: written on the service. */
  readonly file: string | undefined;
}

export interface ComposePort {
  readonly target: number;
  readonly protocol: string;
  /** Undefined where any free port will do, or where it is not published at all. */
  readonly published: number | undefined;
  /** How it was written where a variable was in it. */
  readonly publishedText: string | undefined;
  readonly hostIp: string;
  readonly fact: string;
}

export interface ComposeMount {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'anonymous' | 'other';
  readonly source: Word | undefined;
  /** Absolute path of a bind's source. */
  readonly path: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  /** Options that Stackyard has no word for. */
  readonly lost: readonly string[];
  /** `size=…,mode=…` of a tmpfs. */
  readonly tmpfs: string;
  readonly fact: string;
}

export interface Dependency {
  readonly service: string;
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly by: 'depends_on' | 'links';
  /** Another name by which the link reaches it. */
  readonly alias?: string;
  readonly restart: boolean;
}

export interface EnvFile {
  readonly path: string;
  readonly required: boolean;
  readonly isThere: boolean;
  /** What stackyard would not take in it. */
  readonly fault: string | undefined;
  readonly raw: boolean;
}

/** One service of a merged project. */
export interface ComposeService {
  readonly name: string;
  readonly tree: MapTree;
  readonly at: SourcePosition;
  /** Lines of the comment above its name, without `#`. */
  readonly comments: readonly string[];
  /** Those above its keys, and above the names of its variables. */
  readonly keyComments: ReadonlyMap<string, readonly string[]>;
  readonly variableComments: ReadonlyMap<string, readonly string[]>;
  readonly image: Word | undefined;
  /** Words of the command; undefined for the image's own. */
  readonly command: readonly Word[] | undefined;
  readonly entrypoint: readonly Word[] | undefined;
  /** In order; what the service itself writes wins over its files. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly envFiles: readonly EnvFile[];
  readonly ports: readonly ComposePort[];
  readonly expose: readonly number[];
  readonly mounts: readonly ComposeMount[];
  readonly dependencies: readonly Dependency[];
  /** Other names by which it is reached: container name, aliases. */
  readonly aliases: readonly string[];
  readonly profiles: readonly string[];
  readonly replicas: number;
}

export interface ComposeProject {
  readonly name: string | undefined;
  readonly directory: string;
  readonly tree: MapTree;
  readonly services: ReadonlyMap<string, ComposeService>;
}

/** What is told of one fact. */
export type Told = Omit<TranslationEntry, 'why'> & { readonly why?: string };
export type Report = (entry: Told) => void;
