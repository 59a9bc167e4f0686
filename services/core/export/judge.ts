import type { LintReport } from '../../contract/lint.ts';
import { builtObjects } from '../../export/kubernetes/kustomize/build.ts';
import { scopeOf } from '../../export/kubernetes/scope.ts';
import { lint } from '../../export/lint/index.ts';
import type { ExportLook } from './look.ts';

/** The objects of the environment by the house's rules; undefined for a target that has no objects. */
export function judgeExport({ target, environment, input }: Pick<ExportLook, 'target' | 'environment' | 'input'>): LintReport | undefined {
  if (target === 'compose') return undefined;
  // A chart makes the namespace only on demand; all else of it is what the overlay has.
  const objects = builtObjects(scopeOf(input, environment)).filter(({ kind }) => target !== 'helm' || kind !== 'Namespace');
  return lint({ objects: objects.map((object) => ({ object })) });
}
