import type { TranslationEntry } from '../contract/export.ts';

/** One file of an export: path relative to the output folder with forward slashes, UTF-8 text that ends with a newline. */
export type ExportFile = { readonly path: string; readonly text: string };
/** One line of the translation report; `refused` makes the export exit 5. */
export type ReportEntry = TranslationEntry;
export type Outcome = ReportEntry['outcome'];
export type { ExportEnvironment } from '../contract/export.ts';
export type ExportResult = { readonly files: readonly ExportFile[]; readonly report: readonly ReportEntry[] };
