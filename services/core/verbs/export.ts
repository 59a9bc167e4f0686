import type { ExportOptions } from '../../contract/core.ts';
import type { ExportView } from '../../contract/export.ts';
import { exportChanges } from '../export/changes.ts';
import { lookAtExport, writeExport } from '../export/look.ts';
import { nextSteps } from '../export/next-steps.ts';
import type { Session } from '../session.ts';

/**
 * The stack as production files, brought together with what stands in the folder already; needs no engine. Throws REFUSED_FOR_SAFETY for what would not run
 * or would be unsafe, and for files of others; CONFLICT where the memory of the export before is damaged. Nothing is written then.
 */
export async function exportStack(session: Session, { preview = false, lint = false, ...options }: ExportOptions): Promise<ExportView> {
  const look = await lookAtExport(session, options);
  const { stack, target, environment, folder, translation, refusal } = look;
  if (refusal !== undefined) throw refusal;
  if (!preview) writeExport(look);
  const report = lint ? (await import('../export/judge.ts')).judgeExport(look) : undefined;
  return { stack, target, environment, folder, written: !preview, changes: exportChanges(look), translation, next: nextSteps(look), ...(report === undefined ? {} : { lint: report }) };
}
