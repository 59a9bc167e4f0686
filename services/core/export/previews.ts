import { resolve } from 'node:path';
import { StackyardError, toErrorDocument } from '../../contract/errors.ts';
import { isBehind } from '../../contract/export.ts';
import type { ExportFileRequest, ExportFileText, ExportPreview, ExportRequest, ExportWrite, ExportWritten } from '../../contract/views/export-view.ts';
import type { Texts } from '../../export/write/plan-write.ts';
import { folderNamed } from '../projects/browse.ts';
import type { Session } from '../session.ts';
import { createHeld } from './held.ts';
import type { ExportLook } from './look.ts';

export interface ExportPreviews {
  readonly preview: (request: ExportRequest) => Promise<ExportPreview>;
  readonly file: (request: ExportFileRequest) => Promise<ExportFileText>;
  readonly write: (request: ExportWrite) => Promise<ExportWritten>;
}

const mostHeld = 4;
/** Characters of all texts that are held. */
const mostText = 32_000_000;
/** Of one text that is sent; three of them fit into a message. */
const mostSent = 3_000_000;

const lengthOf = (texts: Texts): number => [...texts.values()].reduce((sum, { length }) => sum + length, 0);

function changedSince(what: string): StackyardError {
  return new StackyardError('CONFLICT', `The stack or the files changed since this preview; ${what}.`, { hint: 'Look at what an export would do now.' });
}

/** Exports as a shell with a screen makes them: previewed, looked at file by file, written as previewed. */
export function createExportPreviews(session: Session): ExportPreviews {
  const held = createHeld<ExportLook>({ most: mostHeld, mostSize: mostText, sizeOf: ({ wanted, base, disk }) => lengthOf(wanted) + lengthOf(base) + lengthOf(disk) });

  /** Loaded by the first preview, not with the core. */
  const tools = async () => {
    const [{ lookAtExport, writeExport, digestOf }, { exportFiles, textAfter }, { judgeExport }, { nextSteps }] = await Promise.all([import('./look.ts'), import('./changes.ts'), import('./judge.ts'), import('./next-steps.ts')]);
    return { lookAtExport, writeExport, digestOf, exportFiles, textAfter, judgeExport, nextSteps };
  };

  /** A path without a root is one of the stack's folder; a shell with a screen has no folder of its own. */
  async function look({ out, file, target, environment }: ExportRequest): Promise<ExportLook> {
    const { lookAtExport } = await tools();
    const folder = out === undefined ? undefined : /^~(?=$|[\\/])/.test(out) ? folderNamed(out, session.environment) : resolve((await session.load(file)).directory, out);
    return lookAtExport(session, { file, target, ...(environment === undefined ? {} : { environment }), ...(folder === undefined ? {} : { out: folder }) });
  }

  async function sameLook(request: ExportWrite, what: string): Promise<ExportLook> {
    const { digestOf } = await tools();
    const now = await look(request);
    if (digestOf(now) !== request.digest) throw changedSince(what);
    return now;
  }

  return {
    async preview(request) {
      const seen = await look(request);
      const { digestOf, exportFiles, judgeExport } = await tools();
      const digest = digestOf(seen);
      held.set(digest, seen);
      const { stack, target, environment, folder, translation, refusal, damage } = seen;
      const obstacle = refusal ?? damage;
      const lint = judgeExport(seen);
      return { stack, target, environment, folder, translation, digest, files: exportFiles(seen), ...(lint === undefined ? {} : { lint }), ...(obstacle === undefined ? {} : { obstacle: toErrorDocument(obstacle).error }) };
    },
    async file({ path, ...request }) {
      const { changes, disk, wanted } = held.get(request.digest) ?? (await sameLook(request, `${path} is not shown as it was`));
      const { textAfter } = await tools();
      const change = changes.find((each) => each.path === path);
      if (change === undefined) throw new StackyardError('NOT_FOUND', `${path} is no file of this export.`, { hint: 'Choose one of the list.' });
      const texts = { before: disk.get(path), after: textAfter(change, disk), model: wanted.get(path) };
      const there = Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
      const sent: Partial<Record<keyof typeof texts, string>> = Object.fromEntries(there.map(([name, text]) => [name, text.slice(0, mostSent)]));
      return { path, kind: change.kind, ...sent, isWhole: there.every(([, { length }]) => length <= mostSent) };
    },
    async write(request) {
      const { writeExport, exportFiles, nextSteps } = await tools();
      const seen = await sameLook(request, 'nothing was written');
      // At once: nothing is waited for between reading the folder and writing it.
      writeExport(seen);
      const written = exportFiles(seen).flatMap(({ path, kind, marked }) => (kind !== 'foreign' && isBehind({ kind }) ? [{ path, kind, ...(marked === undefined ? {} : { marked }) }] : []));
      return { folder: seen.folder, files: written, next: nextSteps(seen) };
    },
  };
}
