import type { ExportFile, ExportResult } from '../types.ts';
import type { KubernetesInput } from './input.ts';
import { baseFiles } from './kustomize/base.ts';
import { overlayFiles } from './kustomize/overlay.ts';
import { translationReport } from './report/index.ts';
import { scopeOf } from './scope.ts';

const environments = ['dev', 'staging', 'production'] as const;

/**
 * A stack as a kustomize base and an overlay for each environment. Pure; the same input gives the same bytes. What cannot be expressed
 * stands in the report as `refused`, and the rest is written all the same.
 */
export function exportKubernetes(input: KubernetesInput): ExportResult {
  const production = scopeOf(input, 'production');
  const files: readonly ExportFile[] = [
    ...(input.choices.secrets === 'env-file' ? [{ path: '.gitignore', text: '# Secrets are filled in here and committed nowhere.\noverlays/*/secrets/*.env\n' }] : []),
    ...baseFiles(production),
    ...environments.flatMap((environment) => overlayFiles(production, environment === 'production' ? production : scopeOf(input, environment))),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), report: translationReport(production) };
}
