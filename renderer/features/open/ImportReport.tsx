import { IconAlertTriangle, IconCircleMinus, IconCircleX, type Icon } from '@tabler/icons-react';
import type { NewStackPreview } from '../../../services/contract/views/project-view.ts';
import { formatAmount, formatCount } from '../../lib/format.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './OpenScreen.module.css';

type Report = NonNullable<NewStackPreview['report']>;

/** The gravest first. */
const told: readonly { readonly outcome: Report[number]['outcome']; readonly words: string; readonly icon: Icon }[] = [
  { outcome: 'refused', words: 'Cannot be', icon: IconCircleX },
  { outcome: 'dropped', words: 'Left out', icon: IconCircleMinus },
  { outcome: 'approximated', words: 'Not just the same', icon: IconAlertTriangle },
];

/** What became of a Compose project: what is not just the same stands there, with what to do. */
export function ImportReport({ report }: { readonly report: Report }) {
  const carried = report.filter(({ outcome }) => outcome === 'carried').length;
  return (
    <Section title="What became of the Compose file" aside={`${formatAmount(carried, 'fact')} as it was`}>
      {told.map(({ outcome, words, icon: Sign }) => {
        const entries = report.filter((entry) => entry.outcome === outcome);
        return entries.length === 0 ? undefined : (
          <div key={outcome}>
            <h3 className={styles.outcome} data-outcome={outcome}>
              <Sign size={14} aria-hidden />
              {words} ({formatCount(entries.length)})
            </h3>
            <ul className={styles.report}>
              {entries.map(({ service, fact, how, why }) => (
                <li key={`${service} ${fact} ${how}`}>
                  <code>{service === null ? fact : `${service}: ${fact}`}</code>
                  <span className={styles.words}>
                    {how}
                    {why === null ? undefined : ` — ${why}`}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Section>
  );
}
