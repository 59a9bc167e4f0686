import type { Progress } from '../../contract/results.ts';
import type { EngineClient } from '../types.ts';

export type ImageProgress = Extract<Progress, { readonly type: 'image' | 'note' }>;
export type Report = (item: ImageProgress) => void;

/** Milliseconds. The defaults are the product's; tests shorten them. */
export interface ImageTimings {
  /** Until the registry has answered for the manifest. */
  readonly manifest: number;
  /** Without any progress while layers are downloading. */
  readonly stall: number;
  /** Without any progress while a layer is verified or unpacked. */
  readonly unpackStall: number;
  /** While every layer waits for a download slot that others hold. */
  readonly slotWait: number;
  /** Before another try after `429 Too Many Requests`. */
  readonly rateLimitPause: number;
  /** Before another try after a registry's `5xx`. */
  readonly serverErrorPause: number;
  /** A build step that says nothing. */
  readonly buildSilence: number;
}

export const defaultTimings: ImageTimings = {
  manifest: 28_000,
  stall: 30_000,
  unpackStall: 180_000,
  slotWait: 120_000,
  rateLimitPause: 30_000,
  serverErrorPause: 2_000,
  buildSilence: 900_000,
};

export interface ImageDeps {
  readonly client: EngineClient;
  /** Folder of recipes; the project's own `resources/images` when left out. */
  readonly recipes?: string;
  /** Folder for downloads, digests and build locks; `STACKYARD_HOME/cache`, else `~/.cache/stackyard`, when left out. */
  readonly cache?: string;
  /** `STACKYARD_REGISTRY`, `STACKYARD_HOME`, `DOCKER_CONFIG`, `HOME`, `PATH` are read from here. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly timings?: Partial<ImageTimings>;
}

/** What has to be done before containers can be created from the image. */
export type ImageAction =
  | { readonly type: 'none' }
  | PullAction
  | BuildAction;

export interface PullAction {
  readonly type: 'pull';
  /** Tried in this order; the second only when the first is not found. */
  readonly references: readonly string[];
  /** From stackyard.lock: exactly this content and nothing else. */
  readonly digest?: string;
  readonly platform?: string;
  /** Recipe that is built when pulling is impossible. */
  readonly offline?: string;
  /** What is there already and goes on being used when pulling anew is impossible. */
  readonly present?: PresentInstead;
}

export interface PresentInstead {
  readonly reference: string;
  readonly id: string;
  readonly source: 'present' | 'offline';
  readonly digest?: string;
  /** Name and version of a drop-in. */
  readonly title?: string;
}

export interface BuildAction {
  readonly type: 'build';
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  /** Build although it is there, without the builder's cache. */
  readonly anew?: boolean;
  /** Tag without its digest: `stackyard/<stack>-<service>`. */
  readonly repository: string;
}

/** Which image a service runs and how it gets there. A planner's image decision is a part of it. */
export interface ImageChoice {
  readonly service: string;
  /** What the stack asks for: a reference, or `build ./api`. */
  readonly wanted: string;
  /** What containers are created from. Providing may end with another one: use what `provideImage` returns. */
  readonly reference: string;
  /** Present locally under this id. */
  readonly id?: string;
  readonly source: 'present' | 'offline' | 'build' | 'missing';
  /** How and why it is provided, for a person; absent when nothing is to be done. */
  readonly cause?: string;
  /** What a person should know although nothing is to be done: a drop-in is used. */
  readonly note?: string;
  readonly digest?: string;
  readonly sizeBytes?: number;
  readonly platform?: string;
  readonly action: ImageAction;
  /** Folder that stackyard.lock lies in. */
  readonly directory: string;
  readonly registry?: string;
}

export interface ProvidedImage {
  readonly reference: string;
  readonly id: string;
  readonly source: 'present' | 'pulled' | 'offline' | 'built';
  readonly digest?: string;
}
