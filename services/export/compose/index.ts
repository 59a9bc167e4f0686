import { printYaml } from '../kubernetes/yaml.ts';
import type { ExportFile, ExportResult } from '../types.ts';
import { composeDocument } from './document.ts';
import { envExample } from './env-example.ts';
import { mountedConfigs, declaringParts } from './files.ts';
import { fillIn } from './fill-in.ts';
import { composeScope, type ComposeInput } from './input.ts';
import { composeReport } from './report/index.ts';
import { interpolated } from './text.ts';

/**
 * A stack as a Compose project for one environment: compose.yaml, the files that it mounts, and what fills in its secrets. Pure; the same
 * input gives the same bytes. What cannot be expressed stands in the report as `refused`, and the rest is written all the same.
 */
export function exportCompose(input: ComposeInput): ExportResult {
  const scope = composeScope(input);
  const mounted = new Map(scope.services.flatMap((service) => [...mountedConfigs(scope, service), ...declaringParts(scope, service)]).map(({ file, text }) => [file, text]));
  const files: readonly ExportFile[] = [
    { path: 'compose.yaml', text: printYaml(interpolated(composeDocument(scope))) },
    { path: '.env.example', text: envExample(scope) },
    { path: '.gitignore', text: '# Filled in here by fill-in.sh, and committed nowhere.\n.env\n.env.new\nsecrets/\n' },
    { path: 'fill-in.sh', text: fillIn(scope) },
    ...[...mounted].map(([path, text]) => ({ path, text })),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), report: composeReport(scope) };
}
