import { z } from 'zod';
import type { ErrorDocument } from '../errors.ts';
import { exportEnvironments, exportTargets, type ExportChangeKind, type ExportStep, type ExportView } from '../export.ts';
import { stackTargetSchema } from './stack-view.ts';

export const exportRequestSchema = stackTargetSchema.extend({
  target: z.enum(exportTargets),
  /** `production` when left out. */
  environment: z.enum(exportEnvironments).optional(),
  /** Output folder: absolute, below the user's own (`~/shop`), or below that of the stack; the usual one when left out. */
  out: z.string().min(1).max(4096).optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/** What was seen when the preview was made. */
const digest = z.string().max(100);
export const exportFileRequestSchema = exportRequestSchema.extend({ digest, path: z.string().max(4096) });
export type ExportFileRequest = z.infer<typeof exportFileRequestSchema>;
export const exportWriteSchema = exportRequestSchema.extend({ digest });
export type ExportWrite = z.infer<typeof exportWriteSchema>;

/** One file of a preview, without its text. */
export interface ExportFileView {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  /** `foreign`: something that no export has written is in its place. */
  readonly kind: ExportChangeKind | 'foreign';
  /** Lines that come and go; absent where nothing is written, or more differ than are worth counting. */
  readonly lines?: { readonly added: number; readonly removed: number };
  readonly marked?: number;
}

/** What an export would do; nothing is written. */
export interface ExportPreview extends Omit<ExportView, 'written' | 'changes' | 'next'> {
  /** Names what was seen, model and disk: nothing else is ever written. */
  readonly digest: string;
  /** Why nothing can be written. */
  readonly obstacle?: ErrorDocument['error'];
  /** In the order of their paths. */
  readonly files: readonly ExportFileView[];
}

/** The texts of one file. */
export interface ExportFileText {
  readonly path: string;
  readonly kind: ExportFileView['kind'];
  /** What stands on disk; absent where nothing does. */
  readonly before?: string;
  /** What stands there afterwards; absent where nothing does. */
  readonly after?: string;
  /** What the model says; absent where it has no such file. */
  readonly model?: string;
  /** False where a text was too long and is cut. */
  readonly isWhole: boolean;
}

export interface ExportWritten {
  /** Absolute. */
  readonly folder: string;
  /** What was written or removed. */
  readonly files: readonly Pick<ExportFileView, 'path' | 'kind' | 'marked'>[];
  readonly next: readonly ExportStep[];
}
