import { hasDrifted, type DriftView, type FileDrift, type ObjectDrift } from '../../../contract/drift.ts';
import type { ExportEnvironment } from '../../../contract/export.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';

export interface DriftCommandOptions {
  readonly folder?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly env: ExportEnvironment;
  readonly image?: readonly (readonly [service: string, reference: string])[];
}

const ofFiles: Readonly<Record<FileDrift['kind'], string>> = {
  created: 'missing',
  updated: 'behind the model',
  merged: 'behind the model, with an edit of yours',
  conflict: 'your edit and the model changed the same lines',
  removed: 'the model has it no more',
  kept: 'has an edit of yours',
  'left-out': 'left out, as you deleted it',
};
const ofObjects: Readonly<Record<ObjectDrift['change'], string>> = { created: 'missing', changed: 'differs', recreated: 'differs', pruned: 'the model has it no more', kept: 'holds data that nothing asks for any more' };

/** Exit code 1 when something differs that is to be mended. */
export async function drift(context: CommandContext, { folder, context: cluster, kubeconfig, env, image = [] }: DriftCommandOptions): Promise<number> {
  const core = await context.core();
  const view = await core.drift({
    file: context.stackFile(),
    environment: env,
    images: Object.fromEntries(image),
    signal: context.signal,
    ...(folder === undefined ? {} : { folder }),
    ...(cluster === undefined ? {} : { context: cluster }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  });
  if (context.json) await printDocument(context, view);
  else for (const line of linesOf(view)) await context.stdout.line(displayText(line));
  return hasDrifted(view) ? 1 : 0;
}

function linesOf({ stack, exports, cluster }: DriftView): readonly string[] {
  const files = exports.flatMap(({ folder, target, files: differing }) => [
    `${target}: ${differing.length === 0 ? `${folder} says what the model says.` : `${count(differing.length, 'file')} of ${folder}:`}`,
    ...differing.map(({ path, kind, marked }) => `  ${path}: ${ofFiles[kind]}${marked === undefined ? '' : `, with ${count(marked, 'conflict')} to be solved`}`),
  ]);
  const nothing = exports.length === 0 ? [`${stack}: nothing is exported yet; stackyard export kubernetes begins.`] : [];
  if (cluster === undefined) return [...nothing, ...files];
  const { context, namespace, objects } = cluster;
  return [
    ...nothing,
    ...files,
    `${namespace} of ${context}: ${objects.length === 0 ? 'it is what the model says.' : `${count(objects.length, 'object')}:`}`,
    ...objects.map(({ object, change, fields }) => `  ${object}: ${ofObjects[change]}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`),
  ];
}
