import { UnstyledButton } from '@mantine/core';
import { formatAmount, formatBytes, formatPercent } from '../../../lib/format.ts';
import { leastCpu, type Load } from '../../../lib/loads.ts';
import { logsHelp } from '../../../lib/log-tail.ts';
import { useLoads } from '../../../lib/metrics.ts';
import { useCurrentStack } from '../../../lib/stacks.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { useLastLines } from '../../../lib/use-log-tail.ts';
import { Cause } from '../../../ui/Cause.tsx';
import { Field, Fields } from '../../../ui/Fields.tsx';
import { LastLines } from '../../../ui/LastLines.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Sparkline } from '../../../ui/Sparkline.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import type { TabProps } from '../tab-props.ts';
import { Ports } from './Ports.tsx';
import { Replicas } from './Replicas.tsx';
import { RunsAs } from './RunsAs.tsx';
import { ServiceLinks } from './ServiceLinks.tsx';
import { Timeline } from './Timeline.tsx';
import styles from './Overview.module.css';

const spark = { width: 90, height: 18 };

function wordsOfLoad({ cpu, bytes }: Load): string {
  const now = cpu.at(-1);
  return [...(now === undefined ? [] : [`${formatPercent(now)} of a core`]), ...(bytes === undefined ? [] : [`${formatBytes(bytes)} memory`])].join(' · ');
}

/** How the service is and why, what it runs as, where it answers, and what happened to it lately. */
export function OverviewTab({ row, edges, detail }: TabProps) {
  const { service, status, why, recreated } = row;
  const [, setTab] = useUrlState('tab');
  const uses = edges.filter(({ from }) => from === service.name);
  const load = useLoads(useCurrentStack().summary.file).get(service.name);
  const lastLines = useLastLines(row);
  const users = edges.filter(({ to }) => to === service.name);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Section title="State">
          {why === undefined ? undefined : <Cause state={status.state} why={why} action={logsHelp.has(status.state) ? <UnstyledButton className={styles.next} onClick={() => setTab('logs')}>See its logs</UnstyledButton> : undefined} />}
          <LastLines lines={lastLines} service={service.name} />
          <Fields>
            <Field title="Now">
              <StateBadge state={status.state} />
              <span className={styles.muted}>
                {status.replicas.ready} of {status.replicas.wanted} ready{status.restarts > 0 ? ` · ${formatAmount(status.restarts, 'restart')} by the engine` : ''}
              </span>
            </Field>
            {load === undefined || status.replicas.ready === 0 ? undefined : (
              <Field title="Takes now">
                <span className={styles.load}>
                  <Sparkline values={load.cpu} label={`Processor of ${service.name}, last five minutes`} least={leastCpu} {...spark} />
                  {wordsOfLoad(load)}
                </span>
              </Field>
            )}
            <Field title="Ready when">{detail === undefined ? <Skeleton lines={1} inline /> : detail.readiness}</Field>
            {recreated === undefined ? undefined : (
              <Field title="Recreated">
                <span>{recreated.cause}</span>
                <span className={styles.muted}>
                  <RelativeTime time={recreated.at} />
                </span>
              </Field>
            )}
            {uses.length === 0 ? undefined : (
              <Field title="Uses">
                <ServiceLinks edges={uses} end="to" />
              </Field>
            )}
            {users.length === 0 ? undefined : (
              <Field title="Used by">
                <ServiceLinks edges={users} end="from" />
              </Field>
            )}
          </Fields>
        </Section>
        <Ports ports={status.ports} />
        <Replicas status={status} detail={detail} />
        <RunsAs row={row} detail={detail} />
      </div>
      <div className={styles.column}>
        <Timeline service={service.name} />
      </div>
    </div>
  );
}
