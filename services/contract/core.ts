import type { DeployItem } from './deploy.ts';
import type { DriftView } from './drift.ts';
import type { ExportEnvironment, ExportTarget, ExportView } from './export.ts';
import type { ImportView } from './views/import-view.ts';
import type { LintReport, LintWaiver } from './lint.ts';
import type { DoctorCheck, EnvContract, ImageView, InfrastructureEvent, LogLine, PlanView, Progress, Status, VolumeView } from './results.ts';

/** Which stack a call is about. `file` is a path to stackyard.yaml or its folder. */
export interface StackTarget {
  readonly file: string;
}

export interface Cancellable {
  readonly signal?: AbortSignal;
}

export interface UpOptions extends StackTarget, Cancellable {
  /** Only these services and what they use. */
  readonly services?: readonly string[];
  /** Pull again although present. */
  readonly pull?: boolean;
  /** Stay, heal and tell until aborted. */
  readonly watch?: boolean;
}

export interface ServiceSelection extends StackTarget, Cancellable {
  readonly services?: readonly string[];
}

export interface LogOptions extends ServiceSelection {
  readonly follow?: boolean;
  /** ISO time or a duration back from now such as `10m`. */
  readonly since?: string;
  /** Regular expression. */
  readonly grep?: string;
  /** Last lines per replica; all when left out. */
  readonly tail?: number;
}

export interface EventOptions extends StackTarget, Cancellable {
  readonly services?: readonly string[];
  readonly type?: string;
  readonly since?: string;
  readonly limit?: number;
  readonly follow?: boolean;
}

export interface LintOptions extends Cancellable {
  /** Files, and folders with all below them. */
  readonly paths: readonly string[];
  /** Manifests that are in no file. */
  readonly text?: string;
  readonly waivers?: readonly LintWaiver[];
  /** Also the rules that are off by default. */
  readonly all?: boolean;
}

export interface ExportOptions extends StackTarget {
  readonly target: ExportTarget;
  /** `production` when left out. Of compose the files are of this environment; of kubernetes, which has them all, lint and advice. */
  readonly environment?: ExportEnvironment;
  /** Output folder; `deploy/TARGET` beside the stack file when left out, for compose `deploy/compose-ENVIRONMENT` but in production. */
  readonly out?: string;
  /** Files of the export that the user deleted and wants again, as paths below the output folder. */
  readonly restore?: readonly string[];
  /** Only says what would be done. */
  readonly preview?: boolean;
  /** Also judges the objects. */
  readonly lint?: boolean;
}

export interface DeployOptions extends StackTarget, Cancellable {
  /** Of the user's kubeconfig. */
  readonly context: string;
  /** Another file than the usual one. */
  readonly kubeconfig?: string;
  /** `production` when left out. */
  readonly environment?: ExportEnvironment;
  /** The Kubernetes export whose filled secrets are used; `deploy/kubernetes` beside the stack file when left out. */
  readonly folder?: string;
  /** Where own builds were pushed to, by service; before what the stack file says. */
  readonly images?: Readonly<Record<string, string>>;
  /** Asks the cluster and changes nothing. */
  readonly dryRun?: boolean;
  /** Takes fields over that somebody else manages. */
  readonly force?: boolean;
  /** Seconds for the roll-out; 300 when left out. */
  readonly timeoutSeconds?: number;
}

export interface DriftOptions extends Omit<DeployOptions, 'context' | 'dryRun' | 'force' | 'timeoutSeconds'> {
  /** Folder whose `kubernetes`, `helm` … are the exports; `deploy` beside the stack file when left out. */
  readonly folder?: string;
  /** Of a cluster to compare as well. */
  readonly context?: string;
}

export interface ImportOptions {
  /** Where Compose files are looked for. */
  readonly folder: string;
  /** Compose files, merged in this order; those that Compose would take itself when left out. */
  readonly files?: readonly string[];
  /** Name of the stack; the project's own when left out. */
  readonly name?: string;
  /** Profiles of Compose whose services start. */
  readonly profiles?: readonly string[];
  /** The stackyard.yaml to write, or its folder; beside the first Compose file when left out. */
  readonly out?: string;
  /** A file for the report, as Markdown. */
  readonly report?: string;
  /** Replaces a stackyard.yaml that is there. */
  readonly force?: boolean;
  /** Only says what would be written. */
  readonly preview?: boolean;
}

/**
 * What shells call. Every failure is a StackyardError. Streams end when the work is done; a failed stream throws.
 * Implemented by services/core; the oRPC contract of the app wraps these same calls.
 */
export interface Core extends AsyncDisposable {
  plan(target: ServiceSelection): Promise<PlanView>;
  up(options: UpOptions): AsyncIterable<Progress>;
  down(options: ServiceSelection): AsyncIterable<Progress>;
  restart(options: ServiceSelection): AsyncIterable<Progress>;
  status(target: StackTarget & Cancellable): Promise<Status>;
  logs(options: LogOptions): AsyncIterable<LogLine>;
  env(options: StackTarget & { readonly context: 'host' | 'container' | 'kubernetes'; readonly services?: readonly string[] }): Promise<EnvContract>;
  events(options: EventOptions): AsyncIterable<InfrastructureEvent>;
  doctor(options: Partial<StackTarget> & Cancellable & { readonly fix?: boolean }): AsyncIterable<DoctorCheck>;
  images(target: StackTarget & Cancellable): Promise<readonly ImageView[]>;
  /** Pulls or builds every image of the stack. */
  provideImages(options: ServiceSelection & { readonly pull?: boolean; readonly rebuild?: boolean }): AsyncIterable<Progress>;
  /** Judges Kubernetes manifests; needs no stack and no engine. */
  lint(options: LintOptions): Promise<LintReport>;
  /** The stack as production files, merged with the edits of the user; needs no engine. */
  export(options: ExportOptions): Promise<ExportView>;
  /** Applies the stack to a cluster and waits for the roll-out; needs no engine. */
  deploy(options: DeployOptions): AsyncIterable<DeployItem>;
  /** Compares exported files, and a cluster, with the model; changes nothing. */
  drift(options: DriftOptions): Promise<DriftView>;
  /** A Compose project as stackyard.yaml; needs no stack and no engine. */
  import(options: ImportOptions): Promise<ImportView>;
  volumes(target: StackTarget & Cancellable): Promise<readonly VolumeView[]>;
  /** The one way a volume is ever removed; `confirm` must repeat the name. */
  removeVolume(options: StackTarget & { readonly name: string; readonly confirm: string }): Promise<VolumeView>;
}
