import type { PlanStepView } from '../../contract/results.ts';
import type { AppliedService, Desired, DesiredContainer, DesiredVolume } from '../container/types.ts';
import type { Earlier, EarlierName, Observed } from '../observe/types.ts';

/** Which image a service runs, decided before planning. */
export interface ImageDecision {
  /** Reference that containers are created from. */
  readonly reference: string;
  /** Present locally under this id; absent when it has to be pulled or built first. */
  readonly id?: string;
  /** How and why it is provided, for a person; needed when `id` is absent. */
  readonly cause?: string;
}

export interface ObservedProcess {
  readonly running: boolean;
  /** Hash it was started with. */
  readonly hash?: string;
  /** It keeps ending, and is between two runs or at the beginning of one. */
  readonly failing?: true;
}

interface StepCommon extends PlanStepView {
  readonly id: string;
  readonly dependsOn: string[];
}

export type PlanStep =
  | (StepCommon & { readonly kind: 'create-network'; readonly labels: Readonly<Record<string, string>> })
  | (StepCommon & { readonly kind: 'create-volume'; readonly volume: DesiredVolume })
  /** `services` share the image; the first one names it to the provider. */
  | (StepCommon & { readonly kind: 'provide-image'; readonly services: readonly string[]; readonly image: ImageDecision })
  | (StepCommon & { readonly kind: 'create-container'; readonly service: string; readonly container: DesiredContainer; readonly image: ImageDecision })
  | (StepCommon & { readonly kind: 'rename-container'; readonly service: string; readonly from: string; readonly to: string })
  | (StepCommon & { readonly kind: 'start-container'; readonly service: string; readonly replica: number; readonly how: 'start' | 'unpause'; readonly container?: DesiredContainer; readonly image?: ImageDecision })
  | (StepCommon & { readonly kind: 'stop-container'; readonly service: string; readonly container: string; readonly graceSeconds?: number; readonly paused: boolean })
  | (StepCommon & { readonly kind: 'remove-container'; readonly service: string; readonly container: string })
  | (StepCommon & { readonly kind: 'wait-ready'; readonly service: string; readonly replicas: readonly { readonly replica: number; readonly container?: string; readonly memoryBytes?: number }[]; readonly timeoutSeconds: number })
  | (StepCommon & { readonly kind: 'apply-resources'; readonly service: string; readonly resources: string })
  | (StepCommon & { readonly kind: 'remove-network' })
  | (StepCommon & { readonly kind: 'start-process'; readonly service: string; readonly hash: string })
  | (StepCommon & { readonly kind: 'stop-process'; readonly service: string });

export interface Plan {
  readonly stack: string;
  /** In an order that respects `dependsOn`. */
  readonly steps: readonly PlanStep[];
  /** Facts a person should know: a volume that is kept, an image that differs. */
  readonly notes: readonly string[];
  /** What is desired, where the plan leads there: for the applied store and for collecting old files. */
  readonly desired?: Desired;
}

export interface PlanUpInput {
  readonly desired: Desired;
  readonly observed: Observed;
  /** By service; every container service of `desired` has one. */
  readonly images: Readonly<Record<string, ImageDecision>>;
  /** Last applied spec by service: makes causes precise. */
  readonly applied: (service: string) => AppliedService | undefined;
  readonly processes?: Readonly<Record<string, ObservedProcess>>;
  /** Only these services and what they use; nothing else is touched. */
  readonly only?: readonly string[];
  /** What runs and is kept under names that the stack had before. */
  readonly earlier?: Earlier;
  /** Services known not to be ready although they run: they get a wait. */
  readonly unready?: ReadonlySet<string>;
}

export interface PlanHealInput extends Omit<PlanUpInput, 'only' | 'unready' | 'earlier'> {
  /** Services to start again where something of them has ended; nothing else is touched, not even what they use. */
  readonly services: readonly string[];
}

export interface PlanDownInput {
  readonly stack: string;
  readonly observed: Observed;
  /** What each service uses; empty when the stack file is gone. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
  readonly stopGraceSeconds?: Readonly<Record<string, number>>;
  readonly processes?: Readonly<Record<string, ObservedProcess>>;
  /** All of the stack when left out. */
  readonly only?: readonly string[];
  /** What is there under names that the stack had before: services that are named are not stopped there alone. */
  readonly earlier?: readonly EarlierName[];
}

export interface PlanRestartInput {
  readonly desired: Desired;
  readonly observed: Observed;
  /** What is there under names that the stack had before. */
  readonly earlier?: readonly EarlierName[];
  readonly processes?: Readonly<Record<string, ObservedProcess>>;
  readonly only?: readonly string[];
}
