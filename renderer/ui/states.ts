import { IconAlertTriangle, IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled, IconClockPause, IconLoader2, IconPlayerStopFilled, IconRefreshAlert, type Icon } from '@tabler/icons-react';
import type { ServiceState } from '../../services/contract/results.ts';

export interface StateLook {
  readonly word: string;
  readonly color: string;
  readonly icon: Icon;
}

/** One look for a state everywhere: an icon, a word and a colour, never the colour alone. */
export const stateLooks: Readonly<Record<ServiceState, StateLook>> = {
  ready: { word: 'Ready', color: 'var(--ready)', icon: IconCircleCheckFilled },
  starting: { word: 'Starting', color: 'var(--starting)', icon: IconLoader2 },
  waiting: { word: 'Waiting', color: 'var(--waiting)', icon: IconClockPause },
  unready: { word: 'Unready', color: 'var(--unready)', icon: IconAlertTriangle },
  'crash-looping': { word: 'Crash-looping', color: 'var(--failed)', icon: IconRefreshAlert },
  failed: { word: 'Failed', color: 'var(--failed)', icon: IconCircleXFilled },
  stopping: { word: 'Stopping', color: 'var(--stopped)', icon: IconPlayerStopFilled },
  stopped: { word: 'Stopped', color: 'var(--stopped)', icon: IconCircleDashed },
};
