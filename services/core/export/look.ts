import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { ExportOptions } from '../../contract/core.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { ExportEnvironment, ExportTarget, TranslationEntry } from '../../contract/export.ts';
import { exportCompose } from '../../export/compose/index.ts';
import type { ComposeInput } from '../../export/compose/input.ts';
import { exportHelm } from '../../export/helm/index.ts';
import { exportKubernetes } from '../../export/kubernetes/index.ts';
import type { KubernetesInput } from '../../export/kubernetes/input.ts';
import { translationMarkdown } from '../../export/report/markdown.ts';
import type { ExportResult } from '../../export/types.ts';
import { planWrite, type FileChange, type Texts } from '../../export/write/plan-write.ts';
import { folderNamed } from '../projects/browse.ts';
import type { Session } from '../session.ts';
import { kubernetesInputOf } from './input.ts';
import { readOutputFolder, writeOutputFolder } from './output-folder.ts';
import { factsRefusal, foreignRefusal, memoryDamage } from './refusal.ts';

export type ExportInput = ComposeInput & KubernetesInput;
const targets: Readonly<Record<ExportTarget, (input: ExportInput) => ExportResult>> = { compose: exportCompose, kubernetes: exportKubernetes, helm: exportHelm };

/** What an export would do, with all that decides it: model, what the export before wrote, and disk. */
export interface ExportLook {
  readonly stack: string;
  readonly target: ExportTarget;
  readonly environment: ExportEnvironment;
  /** Absolute. */
  readonly folder: string;
  readonly input: ExportInput;
  readonly translation: readonly TranslationEntry[];
  readonly wanted: Texts;
  readonly base: Texts;
  readonly disk: Texts;
  readonly changes: readonly FileChange[];
  /** Why it must not be written: facts that would not run, files of others. */
  readonly refusal: StackyardError | undefined;
  /** The memory of the export before is damaged: `changes` are the whole difference, and must not be written. */
  readonly damage: StackyardError | undefined;
}

/**
 * The stack as files of a target, brought together with what stands in the folder; writes nothing and needs no engine.
 * @throws StackyardError UNSUPPORTED, NOT_FOUND for what is to be restored and is none of it, or REFUSED_FOR_SAFETY where the folder cannot be read or is no place for it
 */
export async function lookAtExport(session: Session, { file, target, environment = 'production', out, restore = [] }: Omit<ExportOptions, 'preview' | 'lint'>): Promise<ExportLook> {
  if (target === 'helm' && environment !== 'production') throw new StackyardError('UNSUPPORTED', `The chart is that of production, not of ${environment}.`, { hint: 'Give helm values of your own for it, or export kubernetes, which has an overlay for each environment.' });
  const topology = await session.load(file);
  const folder = out === undefined ? join(topology.directory, 'deploy', folderName(target, environment)) : ownFolder(out, folderNamed(undefined, session.environment));
  const input = { ...(await kubernetesInputOf(session, topology)), environment, folder };
  const { files, report: translation } = targets[target](input);
  const wanted: Texts = new Map([...files.map(({ path, text }) => [path, text] as const), ['TRANSLATION.md', translationMarkdown(topology.name, translation)]]);
  const { base: before, disk, blocked, damage } = readOutputFolder(folder, { target, of: ownerOf({ stack: topology.name, target, environment }), paths: [...wanted.keys()] });
  const strange = restore.find((path) => !wanted.has(path));
  if (strange !== undefined) throw new StackyardError('NOT_FOUND', `${strange} is no file of this export.`, { hint: 'Name one that the export says is left out; nothing was written.' });
  // As if no export had written them yet.
  const base: Texts = new Map([...before].filter(([path]) => disk.has(path) || !restore.includes(path)));
  const planned = planWrite({ wanted, base: damage === undefined ? base : disk, disk });
  const changes = planned.map((change): FileChange => (blocked.includes(change.path) ? { path: change.path, kind: 'foreign' } : change));
  const foreign = changes.flatMap(({ kind, path }) => (kind === 'foreign' ? [path] : []));
  return {
    stack: topology.name,
    target,
    environment,
    folder,
    input,
    translation,
    wanted,
    base,
    disk,
    changes,
    refusal: factsRefusal(topology.name, translation) ?? foreignRefusal(folder, foreign),
    damage: damage === undefined ? undefined : memoryDamage(folder, damage),
  };
}

/** @throws StackyardError USAGE for no name, REFUSED_FOR_SAFETY for a folder that holds everything else */
function ownFolder(out: string, home: string): string {
  if (out.trim() === '') throw new StackyardError('USAGE', 'The folder of an export has no name.', { hint: 'Name one, or leave it out for the usual place.' });
  const folder = resolve(out);
  if (folder === dirname(folder) || folder === home) throw new StackyardError('REFUSED_FOR_SAFETY', `${folder} holds much else, so it is no folder for an export.`, { hint: 'Name a folder of its own; nothing was written.' });
  return folder;
}

/** A Compose project is of one environment; the other targets hold all of theirs in one folder. */
export function folderName(target: ExportTarget, environment: ExportEnvironment): string {
  return target === 'compose' && environment !== 'production' ? `${target}-${environment}` : target;
}

/** Of whom a folder is: files of a Compose project are of one environment. */
function ownerOf({ stack, target, environment }: Pick<ExportLook, 'stack' | 'target' | 'environment'>): string {
  return target === 'compose' ? `${stack} for ${environment}` : stack;
}

/** @throws StackyardError what is in its way */
export function writeExport({ refusal, damage, folder, stack, target, environment, wanted, base, changes }: ExportLook): void {
  const obstacle = refusal ?? damage;
  if (obstacle !== undefined) throw obstacle;
  writeOutputFolder(folder, { target, of: ownerOf({ stack, target, environment }), wanted, base, changes });
}

/** The same for two looks that saw the same and would write the same. */
export function digestOf({ target, environment, folder, wanted, base, disk, refusal, damage }: ExportLook): string {
  return createHash('sha256').update(JSON.stringify([target, environment, folder, [...wanted], [...base], [...disk], refusal?.message, damage?.message])).digest('hex');
}
