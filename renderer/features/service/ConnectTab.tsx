import { Button } from '@mantine/core';
import { IconCopy, IconPlugOff } from '@tabler/icons-react';
import type { AddressContext, VariableView } from '../../../services/contract/views/service-detail.ts';
import { copyText } from '../../lib/clipboard.ts';
import { formatAmount } from '../../lib/format.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Section } from '../../ui/Section.tsx';
import { snippet, snippetFormats, type SnippetFormat } from './snippets.ts';
import type { TabProps } from './tab-props.ts';
import { useReveal } from './use-detail.ts';
import { VariableTable } from './VariableTable.tsx';
import styles from './tabs.module.css';

const places: readonly { readonly value: AddressContext; readonly label: string; readonly words: string }[] = [
  { value: 'host', label: 'This machine', words: 'For programs that you run on this machine, outside of containers.' },
  { value: 'container', label: 'Containers', words: 'What services of the stack that use it are given.' },
  { value: 'kubernetes', label: 'Kubernetes', words: 'What it is in the exported manifests; secrets come from a Secret there.' },
];
const formats: readonly { readonly value: SnippetFormat; readonly label: string }[] = [
  { value: 'dotenv', label: '.env' },
  { value: 'shell', label: 'Shell' },
  { value: 'json', label: 'JSON' },
];
const dots = '••••••••';

/** How to reach the service, for each place from which it is reached. */
export function ConnectTab({ row: { service }, detail }: TabProps) {
  const [place = 'host', setPlace] = useUrlState('from');
  const [wanted = 'dotenv', setFormat] = useUrlState('as');
  const ask = useReveal(service.name);
  const { value: context, words } = places.find(({ value }) => value === place) ?? { value: 'host' as const, words: '' };
  const format = snippetFormats.find((each) => each === wanted) ?? 'dotenv';
  // The address in one piece is what most want.
  const variables = (detail?.connections[context] ?? []).toSorted((a, b) => Number(b.name.endsWith('_URL')) - Number(a.name.endsWith('_URL')));
  const secrets = variables.filter(({ secret, value }) => secret || value === undefined);
  const copyAll = async (): Promise<void> => {
    const values = await Promise.all(variables.map(async ({ name, secret, value }: VariableView) => [name, secret || value === undefined ? await ask(context, name) : value] as const));
    const known = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    // A failure was told already; half of the variables would be a trap.
    if (known.length < values.length) return;
    await copyText(snippet(known, format), `${formatAmount(known.length, 'variable')}${secrets.length === 0 ? '' : ` with secrets: ${secrets.map(({ name }) => name).join(', ')}`}`);
  };
  if (detail !== undefined && Object.values(detail.connections).every((each) => each.length === 0)) {
    return (
      <EmptyState icon={IconPlugOff} title="Nothing connects to it" code={`services: { other: { uses: [${service.name}] } }`}>
        {service.name} exposes no address. A service that uses one with a port is given its address as variables.
      </EmptyState>
    );
  }
  return (
    <div className={styles.narrow}>
      <div className={styles.bar}>
        <Choice name="connect-from" data={places.map(({ value, label }) => ({ value, label }))} value={context} onChange={(value) => setPlace(value === 'host' ? undefined : value)} aria-label="Reached from" />
        <span className={styles.muted}>{words}</span>
      </div>
      <Section title="Variables">
        <VariableTable label="Variables" variables={variables} reveal={(name) => ask(context, name)} />
      </Section>
      <Section
        title="To paste"
        aside={
          <>
            <Choice name="connect-format" data={[...formats]} value={format} onChange={(value) => setFormat(value === 'dotenv' ? undefined : value)} aria-label="Format" />
            <Button leftSection={<IconCopy size={13} />} onClick={() => void copyAll()}>
              {secrets.length === 0 ? 'Copy' : `Copy with ${formatAmount(secrets.length, 'secret')}`}
            </Button>
          </>
        }
      >
        <pre className={styles.plain} tabIndex={0} aria-label="Variables to paste">
          {variables.length === 0 ? ' ' : snippet(variables.map(({ name, secret, value }) => [name, secret || value === undefined ? dots : value] as const), format).replaceAll(`'${dots}'`, dots)}
        </pre>
      </Section>
    </div>
  );
}
