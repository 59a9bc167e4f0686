import { StackyardError, type SourcePosition } from '../contract/errors.ts';

export interface Problem {
  /** What is wrong, where, and what was expected. */
  readonly message: string;
  readonly hint?: string | undefined;
  readonly at: SourcePosition;
  readonly service?: string | undefined;
}

/** Collects the mistakes of one pass, so that a user sees them together. */
export interface Problems {
  report(problem: Problem): void;
  readonly count: number;
  /** Throws INVALID_STACK: the first mistake of the file, the others as `related`. */
  throwIfAny(): void;
}

const reportedAtMost = 20;
const keptAtMost = 500;

export function createProblems(): Problems {
  const found: Problem[] = [];
  const seen = new Set<string>();
  return {
    report(problem) {
      const key = `${problem.at.file}:${problem.at.line}:${problem.at.column}:${problem.message}`;
      if (seen.has(key) || found.length >= keptAtMost) return;
      seen.add(key);
      found.push(problem);
    },
    get count() {
      return found.length;
    },
    throwIfAny() {
      const [first, ...others] = found.toSorted(comparePlaces).slice(0, reportedAtMost);
      if (first !== undefined) throw toError(first, others.map((each) => toError(each)), Math.max(0, found.length - reportedAtMost));
    },
  };
}

function toError(problem: Problem, related: readonly StackyardError[] = [], unlisted = 0): StackyardError {
  return new StackyardError('INVALID_STACK', problem.message, {
    at: problem.at,
    related,
    unlisted,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.service === undefined ? {} : { service: problem.service }),
  });
}

function comparePlaces(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
