import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ExportFileView } from '../../../services/contract/views/export-view.ts';
import { formatCount } from '../../lib/format.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useRowWindow } from '../../ui/grid/use-row-window.ts';
import { isMixed, openFolders, treeRows, treeStep, type TreeRow } from './file-tree.ts';
import { changeLooks } from './looks.ts';
import styles from './FileTree.module.css';

const rowHeight = 26;
const indent = 14;

function Lines({ lines }: { readonly lines: ExportFileView['lines'] | undefined }) {
  if (lines === undefined) return undefined;
  return (
    <span className={styles.lines}>
      {lines.added > 0 ? <span data-kind="added">+{formatCount(lines.added)}</span> : undefined}
      {lines.removed > 0 ? <span data-kind="removed">−{formatCount(lines.removed)}</span> : undefined}
    </span>
  );
}

function FileName({ name, file, isNamed }: { readonly name: string; readonly file: ExportFileView; readonly isNamed: boolean }) {
  const { word, color, icon: Icon } = changeLooks[file.kind];
  return (
    <>
      <Icon size={14} style={{ color }} aria-hidden />
      <span className={styles.name} data-kind={file.kind}>
        {visibleText(name)}
      </span>
      <Lines lines={file.lines} />
      {isNamed && file.kind !== 'unchanged' ? (
        <span className={styles.word} style={{ color }}>
          {file.marked !== undefined && file.kind !== 'conflict' ? 'Still marked' : word}
        </span>
      ) : undefined}
    </>
  );
}

function FolderName({ name, folder, isNamed }: { readonly name: string; readonly folder: NonNullable<TreeRow['folder']>; readonly isNamed: boolean }) {
  const { color } = changeLooks[folder.kind];
  return (
    <>
      <IconChevronRight size={13} className={styles.chevron} data-open={folder.isOpen || undefined} aria-hidden />
      <span className={styles.name}>{visibleText(name)}</span>
      {!isNamed || folder.kind === 'unchanged' ? undefined : <span className={styles.dot} style={{ background: color }} />}
      <span className={styles.count}>{formatCount(folder.files)}</span>
    </>
  );
}

export interface FileTreeProps {
  readonly files: readonly ExportFileView[];
  /** Path of the file that is shown. */
  readonly chosen: string | undefined;
  /** These are only files that were looked for. */
  readonly isFound: boolean;
  readonly onChoose: (path: string) => void;
}

/** Files in their folders: arrows and j/k move and show, left and right close and open, Enter does either. */
export function FileTree({ files, chosen, isFound, onChoose }: FileTreeProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [cursor, setCursor] = useState<string>();
  const rows = useMemo(() => treeRows(files, openFolders(files, { left, chosen, isFound })), [files, left, chosen, isFound]);
  const isNamed = useMemo(() => isMixed(files), [files]);
  const view = useRowWindow(scroller, { count: rows.length, rowHeight });
  const chosenIndex = rows.findIndex(({ path, file }) => file !== undefined && path === chosen);
  const cursorIndex = rows.findIndex(({ path }) => path === cursor);
  const at = cursorIndex < 0 ? chosenIndex : cursorIndex;
  // Once for each file that is chosen: a folder that is closed or opened above it must not move what is looked at.
  const broughtIntoView = useRef<string>(undefined);
  useEffect(() => {
    const element = scroller.current;
    if (element === null || chosenIndex < 0 || broughtIntoView.current === chosen) return;
    broughtIntoView.current = chosen;
    const top = chosenIndex * rowHeight;
    if (top < element.scrollTop || top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top - element.clientHeight / 2;
  }, [chosen, chosenIndex]);

  const toggle = (path: string): void => setLeft(new Map(left).set(path, rows.find((row) => row.path === path)?.folder?.isOpen === false));
  const act = ({ path, folder }: TreeRow): void => {
    setCursor(path);
    if (folder === undefined) onChoose(path);
    else toggle(path);
  };
  const move = (to: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[index];
    if (row === undefined) return;
    setCursor(row.path);
    view.scrollTo(index);
    if (row.file !== undefined) onChoose(row.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 };
    const to = moves[event.key];
    const step = treeStep(rows, at, event.key);
    const row = rows[at];
    if (to !== undefined) move(to);
    else if (step !== undefined && 'to' in step) move(step.to);
    else if (step !== undefined) toggle(step.toggle);
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) act(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={scroller} className={styles.tree} role="tree" aria-label="Files" tabIndex={0} aria-activedescendant={at >= view.first && at < view.end ? `${id}-${at}` : undefined} onKeyDown={onKeyDown}>
      <div role="presentation" className={styles.body} style={{ height: view.height }}>
        {rows.slice(view.first, view.end).map((row, position) => {
          const index = view.first + position;
          const { path, name, depth, file, folder } = row;
          return (
            <div
              key={path}
              id={`${id}-${index}`}
              role="treeitem"
              aria-level={depth + 1}
              aria-expanded={folder?.isOpen}
              aria-selected={index === chosenIndex}
              title={path}
              className={styles.row}
              data-chosen={index === chosenIndex || undefined}
              data-cursor={index === at || undefined}
              style={{ height: rowHeight, paddingLeft: 10 + depth * indent, transform: `translateY(${view.topOf(index)}px)` }}
              onClick={() => act(row)}
            >
              {folder === undefined ? undefined : <FolderName name={name} folder={folder} isNamed={isNamed} />}
              {file === undefined ? undefined : <FileName name={name} file={file} isNamed={isNamed} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
