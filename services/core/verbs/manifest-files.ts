import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { StackyardError } from '../../contract/errors.ts';
import type { LeftOut } from '../../contract/lint.ts';
import type { ManifestFile } from '../../export/lint/index.ts';
import type { ReadResult } from '../../topology/reader.ts';
import { readText } from '../node-reader.ts';

type Refused = Exclude<ReadResult, { readonly text: string }>;
type Found = { readonly files: ManifestFile[]; readonly leftOut: LeftOut[] };

const bytesAtMost = 64 * 2 ** 20;
const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * The texts of the files named, and of all manifests in the folders named. What only another program can read is left out and told:
 * Helm's charts, kustomize's patches. Links to folders are not followed.
 */
export function manifestFiles(paths: readonly string[], signal?: AbortSignal): Found {
  const found: Found = { files: [], leftOut: [] };
  for (const path of paths) {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind === undefined) throw new StackyardError('USAGE', `There is no file or folder ${path}.`, { hint: 'Name a folder or a file with manifests.' });
    if (kind.isDirectory()) walk(path, found, signal);
    else add(path, found);
  }
  return found;
}

function walk(folder: string, found: Found, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === 'Chart.yaml')) {
    found.leftOut.push({ file: folder, reason: `it is a chart of Helm; lint what it makes: helm template ${folder} | stackyard lint -` });
    return;
  }
  const patches = patchesOf(folder, entries);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') walk(path, found, signal);
    else if (!entry.isFile() || !/\.(?:ya?ml|json)$/.test(entry.name)) continue;
    else if (kustomizations.includes(entry.name)) found.leftOut.push({ file: path, reason: `it is for kustomize; lint what it makes: kustomize build ${folder} | stackyard lint -` });
    else if (patches.has(entry.name)) found.leftOut.push({ file: path, reason: 'it is a patch of kustomize, not a whole object' });
    else add(path, found);
  }
}

function add(file: string, { files, leftOut }: Found): void {
  const read = readText(file, bytesAtMost);
  if (read === undefined) return;
  if ('text' in read) files.push({ file, text: read.text });
  else leftOut.push({ file, reason: leftOutFor(read) });
}

function leftOutFor(read: Refused): string {
  switch (read.problem) {
    case 'too-large':
      return `it has ${Math.round(read.bytes / 2 ** 20)} MB; 64 MB are read at most`;
    case 'not-utf8':
      return `it is not UTF-8 text (line ${read.line})`;
    case 'not-a-file':
      return `it is ${read.reason}, not a file`;
    case 'unreadable':
      return `it cannot be read: ${read.reason}`;
  }
}

/** Files beside a kustomization that are laid over others. */
function patchesOf(folder: string, entries: readonly Dirent[]): ReadonlySet<string> {
  const own = entries.find(({ name }) => kustomizations.includes(name));
  if (own === undefined) return new Set();
  const read = readText(join(folder, own.name), bytesAtMost);
  if (read === undefined || !('text' in read)) return new Set();
  const document = parseDocument(read.text, { prettyErrors: false, logLevel: 'silent' });
  const value = document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as Record<string, unknown> | null);
  const listed = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) => (Array.isArray(value?.[key]) ? (value[key] as readonly unknown[]) : []));
  const names = listed.map((each) => (typeof each === 'string' ? each : (each as { readonly path?: unknown } | null)?.path));
  return new Set(names.flatMap((name) => (typeof name === 'string' ? [name.replace(/^\.\//, '')] : [])));
}
