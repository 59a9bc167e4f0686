import type { Progress } from '../../contract/results.ts';
import type { AppliedStore, FilePlacer, HostAddress } from '../container/types.ts';
import type { ImageDecision, PlanStep } from '../plan/types.ts';
import type { EngineClient } from '../types.ts';

export interface StepJournal {
  /** Called before a step starts and after it ended; awaited, so that a killed process leaves a true record. */
  record(entry: JournalEntry): void | Promise<void>;
}

export interface JournalEntry {
  readonly stack: string;
  readonly step: string;
  readonly kind: PlanStep['kind'];
  readonly service?: string;
  readonly phase: 'started' | 'done' | 'failed';
  readonly message?: string;
}

export interface ImageProvider {
  /** Pulls or builds the image of a service; resolves to what containers are created from. */
  provide(request: { readonly service: string; readonly image: ImageDecision; readonly signal: AbortSignal; readonly progress: (item: Progress) => void }): Promise<{ readonly reference: string; readonly id?: string }>;
}

/** One try: resolves when ready, throws an Error whose message is the reason when not yet. Ends within 2 s or when aborted. */
export type Probe = (service: string, replica: number, signal: AbortSignal) => Promise<void>;

export interface AppliedResource {
  readonly resource: string;
  readonly outcome: string;
  readonly detail?: string;
}

/** A host process, which its keeper starts again whenever it ends. */
export interface ProcessLook {
  /** Since this command began with it. */
  readonly ends: number;
  /** `exited with code 3`. */
  readonly lastEnd: string;
  /** It has a readiness question; else that it lives is all there is to know. */
  readonly isAsked: boolean;
}

export interface ProcessSupervisor {
  start(service: string, signal: AbortSignal): Promise<void>;
  stop(service: string, signal: AbortSignal): Promise<void>;
  /** Undefined where none is kept. */
  look(service: string, signal: AbortSignal): Promise<ProcessLook | undefined>;
  /** Of its last run, without secrets, oldest first. */
  lastLines(service: string, signal: AbortSignal): Promise<readonly string[]>;
}

export interface LostPort {
  readonly service: string;
  readonly replica: number;
  readonly port: string;
  /** The address that turned out to be taken. */
  readonly refused: HostAddress;
}

export interface ExecuteContext {
  readonly client: EngineClient;
  readonly images: ImageProvider;
  readonly probe: Probe;
  readonly resources: { apply(service: string, signal: AbortSignal): Promise<readonly AppliedResource[]> };
  readonly processes: ProcessSupervisor;
  readonly journal: StepJournal;
  readonly files: FilePlacer;
  readonly applied: AppliedStore;
  readonly ports: {
    /** Another free address for an automatic port whose race was lost; remembers it. */
    another(lost: LostPort): Promise<HostAddress>;
    /** Who holds the address, for the error. */
    holder(address: HostAddress): Promise<string | undefined>;
  };
  /** Takes secrets out of text that came from the engine or a container. */
  readonly redact?: (text: string) => string;
  readonly signal?: AbortSignal;
}
