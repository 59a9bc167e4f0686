import { ActionIcon, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { EdgeTraffic } from '../../../services/contract/views/history-view.ts';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { formatAmount } from '../../lib/format.ts';
import { useServiceActions } from '../../lib/service-actions.ts';
import { portAddress, type ServiceRow } from '../../lib/service-rows.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { useLastLines } from '../../lib/use-log-tail.ts';
import { ratesBetween } from '../../lib/rates.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { Cause } from '../../ui/Cause.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Field, Fields } from '../../ui/Fields.tsx';
import { LastLines } from '../../ui/LastLines.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { ServiceActionButtons } from '../../ui/ServiceActionButtons.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import styles from './ServicePane.module.css';

export interface ServicePaneProps {
  readonly row: ServiceRow;
  readonly edges: readonly EdgeView[];
  readonly traffic: readonly EdgeTraffic[];
  readonly onChoose: (name: string | undefined) => void;
}

const pages = [
  { tab: 'logs', title: 'Logs' },
  { tab: 'metrics', title: 'Metrics' },
  { tab: 'connect', title: 'Connect' },
  { tab: 'terminal', title: 'Terminal' },
];

interface WiresProps {
  readonly names: readonly string[];
  /** What goes between it and this one. */
  readonly rate: (name: string) => string | undefined;
  readonly onChoose: (name: string) => void;
}

function Wires({ names, rate, onChoose }: WiresProps) {
  return [...new Set(names)].map((name) => (
    <Fragment key={name}>
      <UnstyledButton className={styles.wire} onClick={() => onChoose(name)}>
        {name}
      </UnstyledButton>
      {rate(name) === undefined ? undefined : <span className={styles.rate}>{rate(name)}</span>}
    </Fragment>
  ));
}

/** One service in short: how it is and why, where it answers, what it is wired to; its page has the rest. */
export function ServicePane({ row, edges, traffic, onChoose }: ServicePaneProps) {
  const { service, status, why, recreated } = row;
  const { slug, summary } = useCurrentStack();
  const actions = useServiceActions(summary.file, row);
  const lastLines = useLastLines(row);
  const uses = edges.filter(({ from }) => from === service.name).map(({ to }) => to);
  const users = edges.filter(({ to }) => to === service.name).map(({ from }) => from);
  const page = `/${encodeURIComponent(slug)}/services/${encodeURIComponent(service.name)}`;
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <CategoryIcon category={service.category} size={18} />
        <h2 title={service.name}>{service.name}</h2>
        <Link className={styles.open} to={page}>
          Open
        </Link>
        <ActionIcon aria-label="Close details" onClick={() => onChoose(undefined)}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <div className={styles.state}>
        <StateBadge state={status.state} />
        <span>
          {status.replicas.ready} of {status.replicas.wanted} ready
        </span>
        {status.restarts > 0 ? <span>{formatAmount(status.restarts, 'restart')}</span> : undefined}
      </div>
      <ServiceActionButtons {...actions} />
      {why === undefined ? undefined : (
        <div className={styles.why}>
          <Cause state={status.state} why={why} />
          <LastLines lines={lastLines} service={service.name} />
        </div>
      )}
      <nav className={styles.pages} aria-label={`More about ${service.name}`}>
        {pages
          .filter(({ tab }) => tab !== 'terminal' || service.type === 'container')
          .map(({ tab, title }) => (
            <Link key={tab} className={styles.wire} to={page} search={{ tab }}>
              {title}
            </Link>
          ))}
      </nav>
      <Fields>
        {recreated === undefined ? undefined : (
          <Field title="Recreated">
            <span>{recreated.cause}</span>
            <span className={styles.muted}>
              <RelativeTime time={recreated.at} />
            </span>
          </Field>
        )}
        {status.ports.map((port) => {
          const address = portAddress(port);
          return (
            <Field key={`${port.name} ${port.containerPort}`} title={port.name}>
              <code>{address ?? `${port.containerPort}, not published`}</code>
              {address === undefined ? undefined : <CopyButton text={address} what={`address of ${port.name}`} />}
            </Field>
          );
        })}
        {uses.length === 0 ? undefined : (
          <Field title="Uses">
            <Wires names={uses} rate={(name) => ratesBetween(traffic, service.name, name)?.long} onChoose={onChoose} />
          </Field>
        )}
        {users.length === 0 ? undefined : (
          <Field title="Used by">
            <Wires names={users} rate={(name) => ratesBetween(traffic, name, service.name)?.long} onChoose={onChoose} />
          </Field>
        )}
        <Field title="Is">
          {service.title} · {service.category}
          {service.template === undefined ? '' : ` · template ${service.template}`}
        </Field>
        {status.image === '' ? undefined : (
          <Field title={service.type === 'process' ? 'Runs' : 'Image'}>
            <code>{status.image}</code>
            <CopyButton text={status.image} what="image" />
          </Field>
        )}
        {Object.entries(service.options).map(([name, value]) => (
          <Field key={name} title={name}>
            <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
          </Field>
        ))}
      </Fields>
    </div>
  );
}
