import { IconPlayerPlay, IconPlayerStop, IconRefresh, type Icon } from '@tabler/icons-react';
import { useStartJob } from './jobs.ts';
import type { ServiceRow } from './service-rows.ts';
import { useScale } from './use-scale.ts';

export interface ServiceAction {
  readonly id: 'start' | 'restart' | 'stop';
  readonly label: string;
  readonly icon: Icon;
  /** What one wants most in this state. */
  readonly isMain: boolean;
  readonly isPossible: boolean;
  readonly run: () => void;
}

export interface ServiceScale {
  readonly wanted: number;
  readonly canGrow: boolean;
  readonly canShrink: boolean;
  readonly change: (by: number) => void;
}

export interface ServiceActions {
  readonly actions: readonly ServiceAction[];
  /** Absent where there is only ever one of it. */
  readonly scale?: ServiceScale;
}

const mostReplicas = 100;

/** What can be done with a service now: for its pane, its page, its menu and its keys. Each is a job that opens its steps. */
export function useServiceActions(file: string, row: ServiceRow | undefined): ServiceActions {
  const { mutate: start, isPending } = useStartJob();
  const { mutate: scale, isPending: isScaling } = useScale(file, row?.service.name ?? '');
  if (row === undefined) return { actions: [] };
  const { service, status } = row;
  const services = [service.name];
  const isDown = status.state === 'stopped' || status.state === 'failed';
  const all: readonly (ServiceAction & { readonly isShown: boolean })[] = [
    { id: 'start', label: 'Start', icon: IconPlayerPlay, isMain: true, isShown: isDown, isPossible: !isPending, run: () => start({ file, verb: 'up', services }) },
    { id: 'restart', label: 'Restart', icon: IconRefresh, isMain: false, isShown: !isDown, isPossible: !isPending, run: () => start({ file, verb: 'restart', services }) },
    { id: 'stop', label: 'Stop', icon: IconPlayerStop, isMain: false, isShown: !isDown, isPossible: !isPending && status.state !== 'stopping', run: () => start({ file, verb: 'down', services }) },
  ];
  const actions = all.filter(({ isShown }) => isShown);
  if (service.maxScale === 1 || service.type === 'process') return { actions };
  const most = service.maxScale ?? mostReplicas;
  return { actions, scale: { wanted: service.scale, canGrow: !isScaling && service.scale < most, canShrink: !isScaling && service.scale > 1, change: (by) => scale(Math.min(most, Math.max(1, service.scale + by))) } };
}
