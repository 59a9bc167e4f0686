import { Kbd, Modal } from '@mantine/core';
import { desktop } from '../../lib/desktop.ts';
import { boundKeys } from '../../lib/keys.ts';
import { keyGroups } from './key-groups.ts';
import styles from './KeySheet.module.css';

/** The keys that work here. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const groups = keyGroups(boundKeys(), desktop !== undefined);
  return (
    <Modal opened onClose={onClose} title="Keys" size="sm" closeButtonProps={{ 'aria-label': 'Close' }} classNames={{ title: styles.title ?? '' }} transitionProps={{ duration: 100 }}>
      {groups.map(({ title, rows }) => (
        <section key={title} className={styles.group} aria-label={title}>
          <h3>{title}</h3>
          <dl className={styles.keys}>
            {rows.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
