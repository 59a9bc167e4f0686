import { Kbd, Modal } from '@mantine/core';
import { boundKeys } from '../../lib/keys.ts';
import styles from './Frame.module.css';

const everywhere: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Find anything'],
  ['j k ↑ ↓', 'Move in a list'],
  ['Enter', 'Open'],
  ['Space', 'Mark; with Shift and moving, extend'],
  ['Ctrl C', 'Copy marked rows; with Shift as CSV'],
];

/** The keys that work here. */
export function KeySheet({ shown, onClose }: { readonly shown: boolean; readonly onClose: () => void }) {
  const rows = shown ? [...boundKeys().map(({ keys, does }) => [keys.join(' '), does] as const), ...everywhere] : [];
  return (
    <Modal opened={shown} onClose={onClose} title="Keys" size="sm" transitionProps={{ duration: 100 }}>
      <dl className={styles.keys}>
        {rows.map(([keys, does]) => (
          <div key={`${keys} ${does}`}>
            <dt>
              <Kbd size="xs">{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
