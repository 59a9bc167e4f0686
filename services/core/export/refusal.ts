import { StackyardError } from '../../contract/errors.ts';
import type { TranslationEntry } from '../../contract/export.ts';

/** Names every fact that would not run in a target, or not safely; undefined where there is none. */
export function factsRefusal(stack: string, report: readonly TranslationEntry[]): StackyardError | undefined {
  const refused = report.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return undefined;
  const related = refused.map(({ service, fact, how, why }) => new StackyardError('UNSUPPORTED', `${fact}: ${how}${why === null ? '' : ` (${why})`}`, service === null ? {} : { service }));
  return new StackyardError('REFUSED_FOR_SAFETY', `${stack} cannot be exported: ${refused.length === 1 ? 'one fact of it' : `${refused.length} facts of it`} would not run, or not safely.`, { related, hint: 'Change these in stackyard.yaml; nothing was written.' });
}

/** @throws StackyardError REFUSED_FOR_SAFETY that names every fact that would not run, or not safely. */
export function expectExpressible(stack: string, report: readonly TranslationEntry[]): void {
  const refusal = factsRefusal(stack, report);
  if (refusal !== undefined) throw refusal;
}

/** Files of somebody else stand where the export's would. */
export function foreignRefusal(folder: string, paths: readonly string[]): StackyardError | undefined {
  if (paths.length === 0) return undefined;
  return new StackyardError('REFUSED_FOR_SAFETY', `${folder} holds files that no export has written: ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}.`, { hint: 'Move them away, or choose another output folder; nothing was overwritten.' });
}

/** What the export before wrote cannot be told from what the user did since. */
export function memoryDamage(folder: string, damage: string): StackyardError {
  return new StackyardError('CONFLICT', `What the export before wrote to ${folder} is not known: ${damage}.`, { hint: 'Look at what differs, then export to a new folder and bring your edits over; nothing was overwritten.' });
}
