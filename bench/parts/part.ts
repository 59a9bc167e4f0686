import type { ComposeProject } from '../compose/project.ts';
import type { Figure } from '../report/figure.ts';
import type { BenchStack } from '../stack/bench-stack.ts';

export interface BenchContext {
  /** For a person who waits. */
  readonly say: (message: string) => void;
  /** Ten services; made and started at the first call, shared, removed at the end. */
  readonly stack: () => Promise<BenchStack>;
  /** The same under docker compose; built and made at the first call. */
  readonly compose: () => Promise<ComposeProject>;
  /** Path of a Chromium. */
  readonly chromium: () => Promise<string>;
}

/** Selected by its id: `npm run bench -- status plan`. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly run: (context: BenchContext) => Promise<readonly Figure[]>;
}
