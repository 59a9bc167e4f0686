import { Link } from '@tanstack/react-router';
import { IconTopologyStar3 } from '@tabler/icons-react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { useKeys } from '../../lib/keys.ts';
import { useServiceActions } from '../../lib/service-actions.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { ServiceActionButtons } from '../../ui/ServiceActionButtons.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { TabBar } from '../../ui/TabBar.tsx';
import { useDraft } from './options/use-draft.ts';
import { tabsOf } from './tabs.ts';
import { useServiceDetail } from './use-detail.ts';
import styles from './ServicePage.module.css';

export interface ServicePageProps {
  readonly row: ServiceRow;
  readonly edges: readonly EdgeView[];
  /** Of the snapshot that `row` is of. */
  readonly revision: string | undefined;
}

const panel = 'service-panel';

/** One service: how it is and what can be done, and behind tabs all that is known of it. */
export function ServicePage({ row, edges, revision }: ServicePageProps) {
  const { service, status } = row;
  const { slug, summary } = useCurrentStack();
  const { data: detail, error } = useServiceDetail(row, revision);
  const [wanted, setTab] = useUrlState('tab');
  const [typed] = useDraft(summary.file, service.name);
  const tabs = tabsOf(row, detail, Object.keys(typed).length > 0);
  const tab = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  const choose = (id: string): void => setTab(id === tabs[0]?.id ? undefined : id);
  const step = (by: number): void => {
    const next = tabs[(tabs.findIndex(({ id }) => id === tab?.id) + by + tabs.length) % tabs.length];
    if (next !== undefined) choose(next.id);
  };
  const actions = useServiceActions(summary.file, row);
  const act = (id: 'start' | 'restart'): void => actions.actions.find((action) => action.id === id && action.isPossible)?.run();
  useKeys([
    { keys: [']'], does: 'Next tab', run: () => step(1) },
    { keys: ['['], does: 'Tab before', run: () => step(-1) },
    { keys: ['s'], does: `Start ${service.name}`, run: () => act('start') },
    { keys: ['r'], does: `Restart ${service.name}`, run: () => act('restart') },
  ]);
  const Body = tab?.body;
  return (
    <article className={styles.page} aria-label={service.name}>
      <header className={styles.head}>
        <CategoryIcon category={service.category} size={20} />
        <h1 title={service.name}>{service.name}</h1>
        {service.title === service.name ? undefined : <span className={styles.title}>{service.title}</span>}
        <StateBadge state={status.state} />
        <span className={styles.space} />
        <Link className={styles.link} to={`/${encodeURIComponent(slug)}/stack`} search={{ service: service.name }}>
          <IconTopologyStar3 size={14} aria-hidden /> In the stack
        </Link>
        <ServiceActionButtons {...actions} />
      </header>
      <TabBar label={`About ${service.name}`} tabs={tabs} chosen={tab?.id ?? ''} onChoose={choose} panel={panel} />
      <div id={panel} role="tabpanel" aria-labelledby={`${panel}-${tab?.id ?? ''}`} className={styles.panel} data-full={tab?.isFull || undefined}>
        {error === null ? undefined : <ErrorState error={failureOf(error)} />}
        {detail?.problem === undefined ? undefined : <ErrorState error={{ code: 'ENGINE_UNREACHABLE', message: detail.problem, hint: 'What was known last is shown.' }} />}
        {Body === undefined ? undefined : detail === undefined && tab?.needsDetail === true ? (
          error === null ? <Skeleton lines={8} /> : undefined
        ) : (
          <Body row={row} edges={edges} detail={detail} />
        )}
      </div>
    </article>
  );
}
