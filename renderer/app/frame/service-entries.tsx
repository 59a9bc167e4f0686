import type { SpotlightActionData } from '@mantine/spotlight';
import { IconArticle, IconChartLine, IconPlayerPlay, IconPlayerStop, IconPlug, IconRefresh, IconTerminal2, type Icon } from '@tabler/icons-react';
import type { JobRequest } from '../../../services/contract/views/job-view.ts';
import type { ServiceState } from '../../../services/contract/results.ts';
import type { ServiceView } from '../../../services/contract/views/stack-view.ts';

export interface ServiceEntries {
  readonly service: Pick<ServiceView, 'name' | 'type'>;
  readonly state: ServiceState | undefined;
  readonly file: string;
  readonly start: (request: JobRequest) => void;
  /** Shows a tab of the service. */
  readonly open: (tab: string) => void;
}

const prefix = 'of ';
export const isServiceEntry = ({ id }: Pick<SpotlightActionData, 'id'>): boolean => id.startsWith(prefix);

export const isDisruptiveEntry = (entry: Pick<SpotlightActionData, 'id'>): boolean => isServiceEntry(entry) && /: (Restart|Stop)$/.test(entry.id);

/** What can be done with one service, and its pages, for the palette. */
export function serviceEntries({ service: { name, type }, state, file, start, open }: ServiceEntries): readonly SpotlightActionData[] {
  const entry = (what: string, Sign: Icon, onClick: () => void): SpotlightActionData => ({ id: `${prefix}${name}: ${what}`, label: `${what} ${name}`, description: 'Action', leftSection: <Sign size={16} />, onClick });
  const page = (what: string, Sign: Icon, tab: string): SpotlightActionData => ({ ...entry(what, Sign, () => open(tab)), description: 'Service' });
  const services = [name];
  const isDown = state === undefined || state === 'stopped' || state === 'failed';
  return [
    ...(isDown
      ? [entry('Start', IconPlayerPlay, () => start({ file, verb: 'up', services }))]
      : [entry('Restart', IconRefresh, () => start({ file, verb: 'restart', services })), entry('Stop', IconPlayerStop, () => start({ file, verb: 'down', services }))]),
    page('Logs of', IconArticle, 'logs'),
    page('Metrics of', IconChartLine, 'metrics'),
    page('Connect to', IconPlug, 'connect'),
    ...(type === 'container' ? [page('Terminal in', IconTerminal2, 'terminal')] : []),
  ];
}
