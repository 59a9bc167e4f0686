import type { ContainerStatus, Pod } from './objects.ts';

/** Why a pod is not ready. `isHopeless`: it does not come by itself, whatever is waited for. */
export interface PodReason {
  readonly text: string;
  readonly isHopeless: boolean;
  /** Where its log tells more. */
  readonly log?: { readonly pod: string; readonly container: string; readonly previous: boolean };
}

const imageReasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'RegistryUnavailable', 'ImageInspectError']);
const configReasons = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

/** Pure. Empty for a pod that is ready, or about to be. */
export function reasonsOf({ metadata: { name }, status = {} }: Pod): readonly PodReason[] {
  const unscheduled = status.conditions?.find(({ type, status: value }) => type === 'PodScheduled' && value === 'False');
  if (unscheduled !== undefined) return [{ text: `${name} has no node: ${unscheduled.message ?? unscheduled.reason ?? 'not scheduled yet'}`, isHopeless: false }];
  const starting = (status.initContainerStatuses ?? []).filter(({ state }) => state?.terminated?.exitCode !== 0);
  const current = starting[0] === undefined ? (status.containerStatuses ?? []) : [starting[0]];
  return current.flatMap((container) => reasonOf(name, container, starting.length > 0));
}

function reasonOf(pod: string, { name, ready, image, restartCount, state = {}, lastState = {} }: ContainerStatus, isInit: boolean): readonly PodReason[] {
  const { waiting, terminated, running } = state;
  const ended = terminated ?? lastState.terminated;
  const where = isInit ? `${pod} (${name})` : pod;
  const again = restartCount > 1 ? `, ${restartCount} times` : '';
  if (waiting?.reason !== undefined && imageReasons.has(waiting.reason)) return [{ text: `${where}: the image ${image ?? ''} cannot be had: ${waiting.message ?? waiting.reason}`, isHopeless: true }];
  if (waiting?.reason !== undefined && configReasons.has(waiting.reason)) return [{ text: `${where} cannot start: ${waiting.message ?? waiting.reason}`, isHopeless: true }];
  if (waiting?.reason === 'CrashLoopBackOff' || (ended !== undefined && ended.exitCode !== 0 && running === undefined)) {
    const cause = ended?.reason === 'OOMKilled' ? 'its memory limit was reached' : `it ended with exit code ${ended?.exitCode ?? 'unknown'}`;
    return [{ text: `${where} does not keep running: ${cause}${again}`, isHopeless: waiting?.reason === 'CrashLoopBackOff' && restartCount >= 4, log: { pod, container: name, previous: terminated === undefined } }];
  }
  if (running !== undefined && isInit) return [{ text: `${where} is not through yet`, isHopeless: false, log: { pod, container: name, previous: false } }];
  if (running !== undefined && !ready) return [{ text: `${where} runs and is not ready yet${again === '' ? '' : `; it was started again${again}`}`, isHopeless: false }];
  return [];
}
