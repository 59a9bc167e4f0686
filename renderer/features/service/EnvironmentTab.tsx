import { TextInput } from '@mantine/core';
import { IconFilter, IconVariable } from '@tabler/icons-react';
import { formatAmount } from '../../lib/format.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Section } from '../../ui/Section.tsx';
import type { TabProps } from './tab-props.ts';
import { useReveal } from './use-detail.ts';
import { VariableTable } from './VariableTable.tsx';
import styles from './tabs.module.css';

const worthFiltering = 8;

/** What the service itself is given as environment. */
export function EnvironmentTab({ row: { service }, detail }: TabProps) {
  const ask = useReveal(service.name);
  const [filter = '', setFilter] = useUrlState('variable');
  const variables = detail?.environment ?? [];
  const shown = variables.filter(({ name, value = '' }) => `${name}=${value}`.toLowerCase().includes(filter.toLowerCase()));
  if (detail !== undefined && variables.length === 0) {
    return (
      <EmptyState icon={IconVariable} title="It is given no variables" code={`services: { ${service.name}: { environment: { LOG_LEVEL: debug } } }`}>
        Beside those that its image sets. Variables of what it uses are added by themselves.
      </EmptyState>
    );
  }
  return (
    <div className={styles.narrow}>
      <Section
        title={formatAmount(variables.length, 'variable')}
        aside={variables.length < worthFiltering ? undefined : <TextInput value={filter} onChange={(event) => setFilter(event.currentTarget.value)} placeholder="Filter variables" aria-label="Filter variables" leftSection={<IconFilter size={13} />} />}
      >
        {shown.length === 0 ? <span className={styles.muted}>No variable matches {filter}.</span> : <VariableTable label="Environment" variables={shown} reveal={(name) => ask('environment', name)} />}
      </Section>
    </div>
  );
}
