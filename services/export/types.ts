/** One file of an export: path relative to the output folder with forward slashes, UTF-8 text that ends with a newline. */
export type ExportFile = { readonly path: string; readonly text: string };
/** What became of one fact of the topology in a target. */
export type Outcome = 'carried' | 'approximated' | 'dropped' | 'refused';
/** One line of the translation report; `refused` makes the export exit 5. */
export type ReportEntry = { readonly service: string | null; readonly fact: string; readonly outcome: Outcome; readonly how: string; readonly why: string | null };
export type { ExportEnvironment } from '../contract/export.ts';
export type ExportResult = { readonly files: readonly ExportFile[]; readonly report: readonly ReportEntry[] };
