import type { Environment } from '../../topology/interpolate.ts';
import type { StackReader } from '../../topology/reader.ts';
import type { Origins } from '../compose/origins.ts';
import type { ComposeProject, Report } from '../types.ts';
import type { BucketMaker } from '../templates/buckets.ts';
import type { Use } from './uses.ts';
import type { Target } from './wiring.ts';

/** What the writing of all services shares. */
export interface StackContext {
  readonly project: ComposeProject;
  /** Name of the stack. */
  readonly stack: string;
  /** Folder of the stackyard.yaml to be. */
  readonly folder: string;
  readonly reader: StackReader;
  readonly origins: Origins;
  readonly environment: Environment;
  readonly targets: ReadonlyMap<string, Target>;
  /** What one service is to another, for waiting. */
  readonly uses: readonly Use[];
  /** Every pair of which one names the other or waits for it. */
  readonly named: readonly Use[];
  /** Helpers that a template takes the place of. */
  readonly makers: readonly BucketMaker[];
  /** Compose's names of services that others wait for until they are done. */
  readonly jobs: ReadonlySet<string>;
  /** Profiles that are on. */
  readonly profiles: ReadonlySet<string>;
  readonly report: Report;
}

/** How a fact is carried, and why not just so. */
export type Tell = (fact: string, outcome: 'carried' | 'approximated' | 'dropped', words: readonly [how: string, ...why: string[]]) => void;

export function teller(service: string, report: Report): Tell {
  return (fact, outcome, [how, ...why]) => report({ service, fact, outcome, how, ...(why.length === 0 ? {} : { why: why.join('; ') }) });
}

/** A path as stackyard.yaml names it: `./api`. */
export function relativePath(path: string, { folder }: Pick<StackContext, 'folder'>): string {
  const [from, to] = [folder, path].map((each) => each.split(/[/\\]/).filter((part) => part !== ''));
  if (from === undefined || to === undefined || (/^[A-Za-z]:$/.test(from[0] ?? '') && from[0] !== to[0])) return path;
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  // A path of the machine, such as the engine's socket, says more whole.
  if (shared === 0) return path;
  const up = from.length - shared;
  const down = to.slice(shared).join('/');
  if (up === 0) return down === '' ? '.' : `./${down}`;
  return `${Array<string>(up).fill('..').join('/')}${down === '' ? '' : `/${down}`}`;
}

/** Text that stackyard.yaml takes for its own references is marked as plain. */
export function plainText(text: string): string {
  return text.replaceAll('$${{', '$$$$$${{');
}
