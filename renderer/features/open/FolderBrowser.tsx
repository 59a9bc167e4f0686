import { ActionIcon, Button, Checkbox, TextInput, Tooltip } from '@mantine/core';
import { IconArrowUp, IconFolder, IconHome, IconStack2 } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { FolderView } from '../../../services/contract/views/project-view.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './FolderBrowser.module.css';

export interface FolderBrowserProps {
  readonly view: FolderView | undefined;
  readonly hidden: boolean;
  /** The folder was chosen, most likely: what comes next has the room. */
  readonly isLow: boolean;
  /** Undefined: the user's own folder. */
  readonly onGo: (folder: string | undefined) => void;
  readonly onHidden: (hidden: boolean) => void;
  readonly onMore: (() => unknown) | undefined;
}

const codes = { missing: 'NOT_FOUND', 'no-permission': 'REFUSED_FOR_SAFETY', 'not-a-folder': 'NOT_FOUND', unreadable: 'UNSUPPORTED' } as const;

/** One folder at a time: arrows or letters move, Enter goes in, Backspace goes up. Where it stands is what is chosen. */
export function FolderBrowser({ view, hidden, isLow, onGo, onHidden, onMore }: FolderBrowserProps) {
  const [typed, setTyped] = useState<string>();
  const go = (folder: string | undefined): void => {
    setTyped(undefined);
    onGo(folder);
  };
  const up = (): void => {
    if (view?.parent !== undefined) go(view.parent);
  };
  const onPath = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go(typed);
    if (event.key === 'Escape') setTyped(undefined);
  };
  return (
    <div className={styles.browser}>
      <div className={styles.bar}>
        <Tooltip label="Your own folder">
          <ActionIcon aria-label="Your own folder" onClick={() => go(undefined)}>
            <IconHome size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Folder above (Backspace)">
          <ActionIcon aria-label="Folder above" disabled={view?.parent === undefined} onClick={up}>
            <IconArrowUp size={15} />
          </ActionIcon>
        </Tooltip>
        <TextInput className={styles.path} classNames={{ input: styles.pathInput ?? '' }} aria-label="Folder" value={typed ?? view?.folder ?? ''} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => typed !== undefined && go(typed)} onKeyDown={onPath} spellCheck={false} autoComplete="off" />
        <Checkbox size="xs" label="Hidden" checked={hidden} onChange={(event) => onHidden(event.currentTarget.checked)} />
      </div>
      <div className={styles.list} data-low={isLow || undefined}>
        {view === undefined ? <div className={styles.inset}><Skeleton lines={6} /></div> : view.state === 'closed' ? <div className={styles.inset}><ErrorState error={{ code: codes[view.reason], message: view.message, hint: 'Type another path, or go up.' }} action={view.parent === undefined ? undefined : <Button onClick={up}>Go up</Button>} /></div> : <Folders folder={view.folder} folders={view.folders} onGo={go} onUp={up} onMore={onMore} />}
      </div>
    </div>
  );
}

type Folders = Extract<FolderView, { readonly state: 'read' }>['folders'];

function Folders({ folder, folders, onGo, onUp, onMore }: { readonly folder: string; readonly folders: Folders; readonly onGo: (folder: string) => void; readonly onUp: () => void; readonly onMore: FolderBrowserProps['onMore'] }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState({ folder, at: 0 });
  // Another folder begins at its top; the list stays, and with it the focus.
  const at = cursor.folder === folder ? cursor.at : 0;
  const setAt = (to: number): void => {
    setCursor({ folder, at: to });
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => list.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8, Home: 0, End: folders.length - 1 };
    const to = moves[event.key];
    // Letters lead to the next name that begins so, from the top again after the last.
    const letter = /^[\p{L}\p{N}._-]$/u.test(event.key) ? event.key.toLowerCase() : undefined;
    const found = letter === undefined ? -1 : [...folders.keys()].map((step) => (at + 1 + step) % folders.length).find((index) => folders[index]?.name.toLowerCase().startsWith(letter) === true);
    const chosen = folders[at];
    if (to !== undefined) setAt(Math.max(0, Math.min(folders.length - 1, to)));
    else if ((event.key === 'Enter' || event.key === 'ArrowRight') && chosen !== undefined) onGo(chosen.path);
    else if (event.key === 'Backspace' || event.key === 'ArrowLeft') onUp();
    else if (found !== undefined && found >= 0) setAt(found);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isEmpty = folders.length === 0;
  return (
    <>
      <div ref={list} className={styles.folders} tabIndex={0} role={isEmpty ? 'group' : 'listbox'} aria-label="Folders" aria-activedescendant={isEmpty ? undefined : `${id}-${at}`} onKeyDown={onKeyDown}>
        {isEmpty ? <p className={styles.none}>No folders inside. A new stack can begin here.</p> : undefined}
        {folders.map(({ name, path, holdsStack }, index) => (
          <div key={path} id={`${id}-${index}`} role="option" aria-selected={index === at} data-cursor={index === at || undefined} className={styles.folder} onClick={() => onGo(path)}>
            {holdsStack ? <IconStack2 size={15} className={styles.stack} aria-hidden /> : <IconFolder size={15} aria-hidden />}
            <span className={styles.name}>{visibleText(name)}</span>
            {holdsStack ? <span className={styles.tag}>stack</span> : undefined}
          </div>
        ))}
      </div>
      {onMore === undefined ? undefined : (
        <Button className={styles.more} variant="subtle" onClick={() => void onMore()}>
          Show more
        </Button>
      )}
    </>
  );
}
