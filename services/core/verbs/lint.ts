import { StackyardError } from '../../contract/errors.ts';
import type { LintOptions } from '../../contract/core.ts';
import type { LeftOut, LintReport } from '../../contract/lint.ts';
import { lint, readManifests, type Linted } from '../../export/lint/index.ts';
import { createProblems } from '../../topology/problems.ts';
import { manifestFiles } from './manifest-files.ts';

/** Judges the manifests of files and folders. Throws INVALID_STACK with every place that is no YAML, USAGE where there is nothing to judge. */
export function lintManifests({ paths, text, waivers = [], all = false, signal }: LintOptions): LintReport {
  const problems = createProblems();
  const objects: Linted[] = [];
  const leftOut: LeftOut[] = [];
  const files = manifestFiles(paths, signal);
  leftOut.push(...files.leftOut);
  for (const file of [...files.files, ...(text === undefined ? [] : [{ file: 'stdin', text }])]) {
    signal?.throwIfAborted();
    const manifests = readManifests(file, problems);
    objects.push(...manifests.objects);
    leftOut.push(...manifests.leftOut);
  }
  problems.throwIfAny();
  if (objects.length === 0) throw nothingToJudge(paths, leftOut);
  return { ...lint({ objects, waivers, all }), leftOut };
}

/** A pipeline that judges nothing must not be green. */
function nothingToJudge(paths: readonly string[], [first]: readonly LeftOut[]): StackyardError {
  return new StackyardError('USAGE', `There is no Kubernetes object in ${paths.length === 0 ? 'the standard input' : paths.join(', ')}.`, {
    hint: first === undefined ? 'Name a folder or a file with manifests (.yaml, .yml or .json).' : `${first.file} was left out: ${first.reason}.`,
  });
}
