import type { PlanView } from '../../../services/contract/results.ts';
import { formatAmount } from '../../lib/format.ts';
import styles from './OpenScreen.module.css';

/** What its first start does, in the order in which it may. */
export function CreatedPlan({ plan: { steps, notes = [] } }: { readonly plan: PlanView }) {
  return (
    <details className={styles.plan}>
      <summary>Starting it takes {formatAmount(steps.length, 'step')}</summary>
      <ol>
        {steps.map(({ id, kind, service, cause }) => (
          <li key={id}>
            <code>{kind}</code> {service === undefined ? undefined : <b>{service}</b>} <span>{cause}</span>
          </li>
        ))}
      </ol>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </details>
  );
}
