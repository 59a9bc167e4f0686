import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { LintFinding, LintRuleReport } from '../../../services/contract/lint.ts';
import { formatAmount, formatCount } from '../../lib/format.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Field, Fields } from '../../ui/Fields.tsx';
import { Section } from '../../ui/Section.tsx';
import { LookBadge } from './LookBadge.tsx';
import { ruleLooks } from './looks.ts';
import styles from './Export.module.css';

const firstShown = 100;

/** What a rule says of objects, and why it is meant where it is waived. */
function Findings({ title, findings }: { readonly title: string; readonly findings: readonly (LintFinding & { readonly reason?: string })[] }) {
  const [most, setMost] = useState(firstShown);
  if (findings.length === 0) return undefined;
  return (
    <Section title={title} aside={formatCount(findings.length)}>
      <ul className={styles.findings}>
        {findings.slice(0, most).map(({ object, message, reason }) => (
          <li key={`${object} ${message}`}>
            <code>{object}</code>
            <span>{message}</span>
            {reason === undefined ? undefined : <span className={styles.reason}>{reason}</span>}
          </li>
        ))}
      </ul>
      {findings.length > most ? <Button onClick={() => setMost(findings.length)}>Show {formatCount(findings.length - most)} more</Button> : undefined}
    </Section>
  );
}

/** One rule: what it says, whose it is, and what it found. */
export function RulePane({ rule: { id, title, fix, tools, outcome, objects, findings, waived, reason }, onClose }: { readonly rule: LintRuleReport; readonly onClose: () => void }) {
  return (
    <div className={styles.pane}>
      <header className={styles.paneHead}>
        <h2>{title}</h2>
        <ActionIcon aria-label="Close details" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <LookBadge look={ruleLooks[outcome]} />
      <Fields>
        <Field title="Rule">
          <code>{id}</code>
          <CopyButton text={id} what="rule" />
        </Field>
        <Field title="The same of">
          <span className={styles.tools}>
            {tools.map((tool) => (
              <code key={tool}>{tool}</code>
            ))}
          </span>
        </Field>
        <Field title="Judged">{outcome === 'off' ? 'nothing' : formatAmount(objects, 'object')}</Field>
        {reason === undefined ? undefined : <Field title="Why it is off">{reason}</Field>}
        {findings.length === 0 ? undefined : <Field title="What to do">{fix}</Field>}
      </Fields>
      <Findings title="Found" findings={findings} />
      <Findings title="Waived, and why" findings={waived} />
    </div>
  );
}
