import type { NewStackPreview } from '../../../services/contract/views/project-view.ts';
import { formatAmount } from '../../lib/format.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './OpenScreen.module.css';

const outcomes = { refused: 'cannot be', dropped: 'left out', approximated: 'not just the same', carried: 'as it was' } as const;

/** What became of a Compose project: what is not just the same stands there, with what to do. */
export function ImportReport({ report }: { readonly report: NonNullable<NewStackPreview['report']> }) {
  const told = report.filter(({ outcome }) => outcome !== 'carried');
  const carried = report.length - told.length;
  return (
    <Section title="What became of the Compose file" aside={`${formatAmount(carried, 'fact')} ${outcomes.carried}`}>
      <ul className={styles.report}>
        {told.map(({ service, fact, outcome, how, why }) => (
          <li key={`${service} ${fact} ${how}`}>
            <b>{outcomes[outcome]}</b> <code>{service === null ? fact : `${service}: ${fact}`}</code>
            <span className={styles.words}>
              {how}
              {why === null ? undefined : ` ${why}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
