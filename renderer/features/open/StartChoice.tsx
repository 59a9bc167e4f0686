import { IconBuildingStore, IconFile, IconFileText, IconLayoutGrid, type Icon } from '@tabler/icons-react';
import type { Start } from './choices.ts';
import styles from './OpenScreen.module.css';

const starts: readonly { readonly start: Start; readonly title: string; readonly words: string; readonly icon: Icon }[] = [
  { start: 'demo', title: 'The demo shop', words: 'Nine services and two small programs: everything the app can show.', icon: IconBuildingStore },
  { start: 'templates', title: 'Templates', words: 'Databases, queues, caches, storage, search. Your code comes beside them.', icon: IconLayoutGrid },
  { start: 'compose', title: 'The Compose file here', words: 'Images that are known become templates, the rest stays as it is written.', icon: IconFileText },
  { start: 'empty', title: 'An empty file', words: 'You write it, with completion, in the editor.', icon: IconFile },
];

/** What a new stack begins with. */
export function StartChoice({ hasCompose, chosen, onChoose }: { readonly hasCompose: boolean; readonly chosen: Start | undefined; readonly onChoose: (start: Start) => void }) {
  return (
    <div className={styles.starts} role="radiogroup" aria-label="Start from">
      {starts.filter(({ start }) => start !== 'compose' || hasCompose).map(({ start, title, words, icon: Icon }) => (
        <label key={start} className={styles.start} data-chosen={start === chosen || undefined}>
          <input type="radio" name="start-from" value={start} checked={start === chosen} onChange={() => onChoose(start)} className={styles.radio} />
          <span className={styles.startHead}>
            <Icon size={17} stroke={1.6} aria-hidden />
            <b>{title}</b>
          </span>
          <span className={styles.words}>{words}</span>
        </label>
      ))}
    </div>
  );
}
