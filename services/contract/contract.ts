import { eventIterator, oc, type as carried } from '@orpc/contract';
import { z } from 'zod';
import { errorMap } from './error-map.ts';
import { doctorCheckSchema, envSchema, imageViewSchema, planSchema, statusSchema, volumeViewSchema, type Progress } from './results.ts';
import { templateViewSchema } from './views/catalog-view.ts';
import { engineViewSchema } from './views/engine-view.ts';
import { exportFileRequestSchema, exportRequestSchema, exportWriteSchema, type ExportFileText, type ExportPreview, type ExportWritten } from './views/export-view.ts';
import { eventFollowSchema, eventPageRequestSchema, metricQuerySchema, type EventBatch, type EventsPage, type MetricSample, type MetricSeries, type TrafficSample } from './views/history-view.ts';
import { jobRequestSchema, jobViewSchema, type JobBatch } from './views/job-view.ts';
import { logFollowSchema, logQuerySchema, type LogBatch } from './views/log-view.ts';
import { browseRequestSchema, folderViewSchema, newStackPreviewSchema, newStackSchema, projectViewSchema, templateSetSchema } from './views/project-view.ts';
import { contexts, serviceDetailSchema, serviceTargetSchema } from './views/service-detail.ts';
import { installationSchema, settingsChangeSchema, settingsSchema } from './views/settings-view.ts';
import { diagnosticSchema, editPreviewSchema, stackEditSchema, stackFileSchema } from './views/stack-file-view.ts';
import { stackSnapshotSchema, stackSummarySchema, stackTargetSchema, stackViewSchema } from './views/stack-view.ts';
import { terminalOpenSchema, type TerminalOutput } from './views/terminal-view.ts';

const procedure = oc.errors(errorMap);
const none = z.strictObject({});
const chosen = stackTargetSchema.extend({ services: z.array(z.string()).optional() });
/** Streams of much data are not checked item by item: the core made them. Each item is an object, so that it can carry an id to resume from. */
const stream = <Item extends object>() => eventIterator(carried<Item, Item>((item) => item));

const coreProcedures = {
  /** Who answers: for the handshake of a shell. `protocol` changes when shells of another version must not attach. */
  info: procedure.input(none).output(z.strictObject({ version: z.string(), protocol: z.int(), pid: z.int(), startedAt: z.string(), notices: z.array(z.string()) })),
  /** The engine and all jobs, at once and on each change. */
  watch: procedure.input(none).output(eventIterator(z.strictObject({ engine: engineViewSchema, stacks: z.array(stackSummarySchema), jobs: z.array(jobViewSchema) }))),
  /** Ends the core after running jobs, or at once; services stay as they are. */
  shutdown: procedure.input(z.strictObject({ now: z.boolean().optional() })).output(none),
};

const stackProcedures = {
  list: procedure.input(none).output(z.array(stackSummarySchema)),
  /** Remembers a stack and follows it from now on. A folder is as good as its file. */
  open: procedure.input(stackTargetSchema).output(stackSummarySchema),
  /** Leaves the list; nothing of it is stopped. */
  forget: procedure.input(stackTargetSchema).output(none),
  view: procedure.input(stackTargetSchema).output(stackViewSchema),
  /**
   * Which variables of an environment the stack depends on, of the core's own and of `names`, and a digest of the core's values
   * (`environmentDigest`). Without a digest all of the environment counts: host processes inherit it.
   */
  environment: procedure.input(stackTargetSchema.extend({ names: z.array(z.string().max(1_000)).max(10_000) })).output(z.strictObject({ names: z.array(z.string()), digest: z.string().optional() })),
  status: procedure.input(stackTargetSchema).output(statusSchema),
  plan: procedure.input(chosen).output(planSchema),
  env: procedure.input(chosen.extend({ context: z.enum(contexts) })).output(envSchema),
  watch: procedure.input(stackTargetSchema).output(eventIterator(stackSnapshotSchema)),
  /** What the supervisor tells, as it comes: `up --watch`. */
  changes: procedure.input(stackTargetSchema).output(stream<{ readonly items: readonly Progress[] }>()),
};

const jobProcedures = {
  /** CONFLICT where a job of that stack already runs that this one does not agree with. */
  start: procedure.input(jobRequestSchema).output(jobViewSchema),
  /** From the beginning, or after the last id; ends with the job. */
  follow: procedure.input(z.strictObject({ id: z.string() })).output(stream<JobBatch>()),
  cancel: procedure.input(z.strictObject({ id: z.string() })).output(jobViewSchema),
  list: procedure.input(z.strictObject({ file: z.string().optional() })).output(z.array(jobViewSchema)),
};

const serviceProcedures = {
  detail: procedure.input(serviceTargetSchema).output(serviceDetailSchema),
  /** The value of one secret variable, on the user's wish. */
  reveal: procedure.input(serviceTargetSchema.extend({ of: z.enum([...contexts, 'environment']), name: z.string() })).output(z.strictObject({ value: z.string() })),
  /** A config file as mounted; the text of secrets in it is `••••••` unless `reveal`. */
  configFile: procedure.input(serviceTargetSchema.extend({ path: z.string(), reveal: z.boolean().optional() })).output(z.strictObject({ path: z.string(), content: z.string(), secret: z.boolean() })),
};

const terminalProcedures = {
  open: procedure.input(terminalOpenSchema).output(z.strictObject({ id: z.string() })),
  /** With a `reader`, a name of its own, no more than 256 kB are under way that it has not told by `taken`: it shows them, and the program waits. */
  output: procedure.input(z.strictObject({ id: z.string(), reader: z.string().min(1).max(64).optional() })).output(stream<TerminalOutput>()),
  /** `position`: all bytes that the reader has shown or been told to be lost, from the terminal's first on. */
  taken: procedure.input(z.strictObject({ id: z.string(), reader: z.string().min(1).max(64), position: z.int().min(0) })).output(none),
  /** `text` is typed or pasted; it goes in as UTF-8. */
  write: procedure.input(z.strictObject({ id: z.string(), text: z.string().max(1_000_000) })).output(none),
  resize: procedure.input(z.strictObject({ id: z.string(), columns: z.int().min(1).max(1_000), rows: z.int().min(1).max(1_000) })).output(none),
  close: procedure.input(z.strictObject({ id: z.string() })).output(none),
};

const logProcedures = {
  /** All lines asked for in the order of time, then the end. Never skips; back-pressure is the transport's. */
  read: procedure.input(logQuerySchema.extend({ tail: logFollowSchema.shape.tail })).output(stream<LogBatch>()),
  /** The last `tail` lines, then what comes. Resumes after the last id without gap or repeat. */
  follow: procedure.input(logFollowSchema).output(stream<LogBatch>()),
};

const historyProcedures = {
  events: procedure.input(eventPageRequestSchema).output(carried<EventsPage>()),
  followEvents: procedure.input(eventFollowSchema).output(stream<EventBatch>()),
  metrics: procedure.input(metricQuerySchema).output(carried<readonly MetricSeries[]>()),
  followMetrics: procedure.input(stackTargetSchema).output(stream<MetricSample>()),
  /** What goes over the edges of the graph, asked of the services themselves while somebody follows. */
  followTraffic: procedure.input(stackTargetSchema).output(stream<TrafficSample>()),
};

const fileProcedures = {
  read: procedure.input(stackTargetSchema).output(stackFileSchema),
  /** What is wrong with a text that is not written yet. */
  check: procedure.input(stackTargetSchema.extend({ text: z.string().max(5_000_000) })).output(z.array(diagnosticSchema)),
  preview: procedure.input(stackTargetSchema.extend({ edit: stackEditSchema })).output(editPreviewSchema),
  /** CONFLICT where the file is not what `hash` says. */
  write: procedure.input(stackTargetSchema.extend({ text: z.string().max(5_000_000), hash: z.string() })).output(stackFileSchema),
  /** JSON Schema of stack files, with the templates that this stack has. */
  schema: procedure.input(z.strictObject({ file: z.string().optional() })).output(z.record(z.string(), z.json())),
  catalog: procedure.input(z.strictObject({ file: z.string().optional() })).output(z.array(templateViewSchema)),
};

const machineProcedures = {
  doctor: procedure.input(z.strictObject({ file: z.string().optional(), fix: z.boolean().optional() })).output(eventIterator(doctorCheckSchema)),
  images: procedure.input(stackTargetSchema).output(z.array(imageViewSchema)),
  volumes: procedure.input(stackTargetSchema).output(z.array(volumeViewSchema)),
  /** The one way a volume is ever removed; `confirm` must repeat the name. */
  removeVolume: procedure.input(stackTargetSchema.extend({ name: z.string(), confirm: z.string() })).output(volumeViewSchema),
};

const projectProcedures = {
  /** Stacks that were opened, the newest first; `stacks.forget` takes one out of the list and touches nothing of it. */
  list: procedure.input(none).output(z.array(projectViewSchema)),
  /** A page of the folders in a folder. That it cannot be read is an answer, no failure. */
  browse: procedure.input(browseRequestSchema).output(folderViewSchema),
  /** Remembers a stack file that is there, also one with mistakes, which the editor mends. */
  open: procedure.input(stackTargetSchema).output(stackSummarySchema),
  sets: procedure.input(none).output(z.array(templateSetSchema)),
  /** USAGE where the name cannot be a stack's; NOT_FOUND where the folder cannot be. */
  preview: procedure.input(newStackSchema).output(newStackPreviewSchema),
  /** Writes what was previewed and opens it. CONFLICT where a file is in the way or `hash` is not the preview's; nothing is overwritten, and nothing stays half written. */
  create: procedure.input(newStackSchema.extend({ hash: z.string() })).output(stackSummarySchema),
};

const exportProcedures = {
  /** What an export would write, without the texts. What stands in its way is part of the answer. UNSUPPORTED where the target has no such environment. */
  preview: procedure.input(exportRequestSchema).output(carried<ExportPreview>()),
  /** The texts of one file of a preview. CONFLICT where it is not known any more and model or disk are not what they were. */
  file: procedure.input(exportFileRequestSchema).output(carried<ExportFileText>()),
  /** Writes what was previewed. CONFLICT where model or disk changed since: what nobody has seen is not written. */
  write: procedure.input(exportWriteSchema).output(carried<ExportWritten>()),
};

const settingsProcedures = {
  /** At once, and again whenever one was changed. */
  watch: procedure.input(none).output(eventIterator(settingsSchema)),
  change: procedure.input(settingsChangeSchema).output(settingsSchema),
  installation: procedure.input(none).output(installationSchema),
  /** Text for whoever looks into a problem: versions, engine, settings, checks of this machine. No names of stacks, no secrets, no environment. */
  report: procedure.input(none).output(z.strictObject({ text: z.string() })),
};

/** Everything that a shell can ask of a core. One router implements it; MessagePort, WebSocket, unix socket and MessageChannel carry it. */
export const contract = {
  core: coreProcedures,
  stacks: stackProcedures,
  jobs: jobProcedures,
  services: serviceProcedures,
  terminals: terminalProcedures,
  logs: logProcedures,
  history: historyProcedures,
  files: fileProcedures,
  machine: machineProcedures,
  projects: projectProcedures,
  exports: exportProcedures,
  settings: settingsProcedures,
};
