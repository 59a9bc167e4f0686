import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { ServiceDetail } from '../../../services/contract/views/service-detail.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { loadAgain } from '../../lib/load-again.ts';
import { ConnectTab } from './ConnectTab.tsx';
import { EnvironmentTab } from './EnvironmentTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { LogsTab } from './LogsTab.tsx';
import { MetricsTab } from './MetricsTab.tsx';
import { OverviewTab } from './overview/OverviewTab.tsx';
import type { TabProps } from './tab-props.ts';
import { VolumesTab } from './VolumesTab.tsx';

export interface ServiceTab {
  readonly id: string;
  readonly title: string;
  readonly note?: string | undefined;
  readonly mark?: string | undefined;
  readonly body: ComponentType<TabProps> | LazyExoticComponent<ComponentType<TabProps>>;
  readonly needsDetail?: boolean;
  /** Takes the height of the page and scrolls by itself. */
  readonly isFull?: boolean;
}

const OptionsTab = lazy(async () => ({ default: (await loadAgain(() => import('./options/OptionsTab.tsx'))).OptionsTab }));
const TerminalTab = lazy(async () => ({ default: (await loadAgain(() => import('./terminal/TerminalTab.tsx'))).TerminalTab }));

const most = 99;
/** Always as wide as two digits: it comes late, and nothing may move then. */
export const counted = (count: number | undefined): string => (count === undefined || count === 0 ? '' : count > most ? `${most}+` : String(count));

/** What can be told of this service; a host process has no terminal, what has no template no options. */
export function tabsOf({ service }: ServiceRow, detail: ServiceDetail | undefined, hasDraft: boolean): readonly ServiceTab[] {
  const isContainer = service.type === 'container';
  return [
    { id: 'overview', title: 'Overview', body: OverviewTab },
    { id: 'logs', title: 'Logs', body: LogsTab, isFull: true },
    { id: 'metrics', title: 'Metrics', body: MetricsTab },
    { id: 'connect', title: 'Connect', body: ConnectTab, needsDetail: true },
    { id: 'environment', title: 'Environment', note: counted(detail?.environment.length), body: EnvironmentTab, needsDetail: true },
    { id: 'files', title: 'Files', note: counted(detail?.files.length), body: FilesTab, needsDetail: true, isFull: true },
    ...(service.template === undefined ? [] : [{ id: 'options', title: 'Options', body: OptionsTab, mark: hasDraft ? 'not written yet' : undefined }]),
    ...(isContainer ? [{ id: 'terminal', title: 'Terminal', body: TerminalTab, isFull: true }] : []),
    ...(isContainer ? [{ id: 'volumes', title: 'Volumes', note: counted(detail === undefined ? undefined : detail.volumes.length + detail.mounts.filter(({ source }) => source.startsWith('/')).length), body: VolumesTab, needsDetail: true }] : []),
  ];
}
