import { Button } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './OpenScreen.module.css';

/** Before there is any stack, and before one is begun. */
export function Welcome({ onDemo }: { readonly onDemo: () => void }) {
  return (
    <section className={styles.welcome} aria-label="Welcome">
      <h2>Your whole local stack, from one file</h2>
      <p>
        A stack is what one stackyard.yaml describes: databases, queues, storage and your own programs. Stackyard starts them on your Docker engine, wires them, and shows what is inside. Choose a
        folder that has one, or make a new one.
      </p>
      <div className={styles.welcomeActions}>
        <Button variant="filled" leftSection={<IconBuildingStore size={14} />} onClick={onDemo}>
          Try the demo shop
        </Button>
        <span className={styles.command}>
          <code>stackyard up</code>
          <CopyButton text="stackyard up" what="command" />
        </span>
        <span className={styles.words}>in a folder with a stack starts that one.</span>
      </div>
    </section>
  );
}
