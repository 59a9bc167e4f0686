import { z } from 'zod';
import { planSchema } from '../results.ts';
import { importEntrySchema } from './import-view.ts';
import { diagnosticSchema, serviceNameSchema } from './stack-file-view.ts';
import { stackSummarySchema } from './stack-view.ts';

/** A stack that was opened once. */
export const projectViewSchema = stackSummarySchema.extend({
  /** False where its file was moved or deleted, or its disk is not there. */
  isPresent: z.boolean(),
});
export type ProjectView = z.infer<typeof projectViewSchema>;

const folder = z.string().min(1).max(4096);

export const browseRequestSchema = z.strictObject({
  /** Absolute, or below the user's own folder (`~/shop`, `shop`); that folder itself when left out. */
  folder: folder.optional(),
  /** Also those whose name begins with a dot. */
  hidden: z.boolean().optional(),
  /** `next` of the page before. */
  after: z.string().max(1_000).optional(),
  limit: z.int().min(1).max(1_000).optional(),
});
export type BrowseRequest = z.infer<typeof browseRequestSchema>;

/** A file that makes a folder a stack, or could become one. */
export const projectFileSchema = z.strictObject({ name: z.string(), path: z.string(), kind: z.enum(['stack', 'compose']) });
export type ProjectFile = z.infer<typeof projectFileSchema>;

/** What a folder holds for somebody who looks for a stack: folders and stack files, nothing else. */
export const folderViewSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('read'),
    /** Absolute. */
    folder: z.string(),
    /** Absent for the root. */
    parent: z.string().optional(),
    /** By name; `holdsStack`: a stackyard.yaml is in it. */
    folders: z.array(z.strictObject({ name: z.string(), path: z.string(), holdsStack: z.boolean() })),
    files: z.array(projectFileSchema),
    /** For the page after this one; absent on the last. */
    next: z.string().optional(),
    isWritable: z.boolean(),
    /** The user's own folder, which is no place for a stack file. */
    isHome: z.boolean(),
    /** A valid name for a stack in it, made from its own. */
    suggestedName: z.string(),
  }),
  z.strictObject({
    state: z.literal('closed'),
    folder: z.string(),
    parent: z.string().optional(),
    reason: z.enum(['missing', 'no-permission', 'not-a-folder', 'unreadable']),
    /** In one line, for a person. */
    message: z.string(),
  }),
]);
export type FolderView = z.infer<typeof folderViewSchema>;

/** Templates that go well together; a start to change, not a limit. */
export const templateSetSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  services: z.array(z.strictObject({ name: z.string(), template: z.string() })),
});
export type TemplateSet = z.infer<typeof templateSetSchema>;

/** What a new stack begins with. */
export const newStackSourceSchema = z.discriminatedUnion('kind', [
  /** A small shop with programs of its own. */
  z.strictObject({ kind: z.literal('demo') }),
  z.strictObject({ kind: z.literal('templates'), services: z.array(z.strictObject({ name: serviceNameSchema, template: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'the id of a template') })).min(1).max(60) }),
  /** The Compose project that is in the folder, as `docker compose` would take it; its files stay as they are. */
  z.strictObject({ kind: z.literal('compose') }),
  /** No service yet: to be written in the editor. */
  z.strictObject({ kind: z.literal('empty') }),
]);
export type NewStackSource = z.infer<typeof newStackSourceSchema>;

export const newStackSchema = z.strictObject({
  /** Made where only it is missing, not what is above it. */
  folder,
  name: z.string().max(200),
  source: newStackSourceSchema,
});
export type NewStack = z.infer<typeof newStackSchema>;

/** What would be written; nothing is, and nothing is made for it. */
export const newStackPreviewSchema = z.strictObject({
  /** Where stackyard.yaml will be. */
  file: z.string(),
  text: z.string(),
  /** Of `text`, for `create`. */
  hash: z.string(),
  makesFolder: z.boolean(),
  /** Files beside stackyard.yaml, relative to the folder. */
  others: z.array(z.string()),
  /** Files and folders that are in the way: `create` refuses. */
  inTheWay: z.array(z.string()),
  /** What a person should know before: another stack has the name. */
  warnings: z.array(z.string()),
  problems: z.array(diagnosticSchema),
  /** What became of each fact of the Compose project; absent for other sources. */
  report: z.array(importEntrySchema).optional(),
  /** What `up` would do; absent while there are problems, the name is another stack's, or the engine does not answer. */
  plan: planSchema.optional(),
});
export type NewStackPreview = z.infer<typeof newStackPreviewSchema>;
