import { UnstyledButton } from '@mantine/core';
import { serviceStates } from '../../lib/service-states.ts';
import { stateLooks } from '../../ui/states.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import styles from './StackScreen.module.css';

/** How many services are in each state; one filters by it. */
export function StateCounts({ rows, onChoose }: { readonly rows: readonly ServiceRow[]; readonly onChoose: (state: string) => void }) {
  return (
    <div className={styles.counts}>
      {serviceStates.map((state) => {
        const count = rows.filter(({ status }) => status.state === state).length;
        const { icon: Icon, color, word } = stateLooks[state];
        return count === 0 ? undefined : (
          <UnstyledButton key={state} className={styles.count} onClick={() => onChoose(state)} title={`Show services that are ${word.toLowerCase()}`}>
            <Icon size={14} style={{ color }} aria-hidden />
            {count} {word.toLowerCase()}
          </UnstyledButton>
        );
      })}
    </div>
  );
}
