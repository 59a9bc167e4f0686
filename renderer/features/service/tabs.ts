import { createElement, type ReactNode } from 'react';
import type { ServiceDetail } from '../../../services/contract/views/service-detail.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
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
  readonly body: (props: TabProps) => ReactNode;
  readonly needsDetail?: boolean;
  /** Takes the height of the page and scrolls by itself. */
  readonly isFull?: boolean;
}

const meanwhile = createElement(Skeleton, { lines: 6 });
const OptionsTab = lazyPart(async () => (await import('./options/OptionsTab.tsx')).OptionsTab, meanwhile);
const TerminalTab = lazyPart(async () => (await import('./terminal/TerminalTab.tsx')).TerminalTab, meanwhile);

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
