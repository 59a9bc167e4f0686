import { Link } from '@tanstack/react-router';
import { IconArticle, IconPlugConnectedX } from '@tabler/icons-react';
import { mostTailLines } from '../../lib/log-tail.ts';
import { useLogTail } from '../../lib/use-log-tail.ts';
import { useCurrentStack, useEngineLost } from '../../lib/stacks.ts';
import { useStart } from '../../lib/use-start.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { LogTail } from '../../ui/LogTail.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StartButton } from '../../ui/StartButton.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './tabs.module.css';

/** The service's own newest lines; the Logs screen has filters and all services in one time. */
export function LogsTab({ row: { service, status } }: TabProps) {
  const { slug, summary } = useCurrentStack();
  const start = useStart(summary.file, service.name);
  const { data, error } = useLogTail(service.name);
  const isCutOff = useEngineLost() || error !== undefined;
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.muted}>
          The last {mostTailLines} lines, then each as it comes
          {data === undefined || data.skipped === 0 ? '' : ` · ${data.skipped} lines came too fast and were left out`}
        </span>
        <span className={styles.space} />
        <Link className={styles.link} to={`/${encodeURIComponent(slug)}/logs`} search={{ services: service.name }}>
          Search and filter in Logs
        </Link>
      </div>
      {error === undefined ? undefined : <ErrorState error={error} />}
      <div className={styles.fill}>
        {data !== undefined && data.lines.length > 0 ? (
          <LogTail lines={data.lines} label={`Lines of ${service.name}`} withReplica={status.replicas.wanted > 1} />
        ) : data === undefined && !isCutOff && status.replicas.ready > 0 ? (
          <Skeleton lines={10} />
        ) : isCutOff ? (
          <EmptyState icon={IconPlugConnectedX} title="Lines cannot be read now">
            They appear here as soon as they can be read again.
          </EmptyState>
        ) : (
          <EmptyState icon={IconArticle} title="No line yet" action={<StartButton start={start} what={service.name} />} code={`stackyard logs ${service.name}`}>
            What {service.name} writes to its output appears here at once.
          </EmptyState>
        )}
      </div>
    </>
  );
}
