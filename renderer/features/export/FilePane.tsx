import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { ExportFileText, ExportFileView, ExportRequest } from '../../../services/contract/views/export-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { visibleText } from '../../lib/visible-text.ts';
import { Choice } from '../../ui/Choice.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { changeWords } from './change-kinds.ts';
import { isYaml, markedLines, viewsOf } from './file-views.ts';
import { LookBadge } from './LookBadge.tsx';
import { changeLooks } from './looks.ts';
import styles from './FilePane.module.css';

const CodeText = lazyPart(async () => (await import('../../ui/code/CodeText.tsx')).CodeText, <div className={styles.failure}><Skeleton lines={14} /></div>);
const ways = [
  { value: 'changes', label: 'Changes' },
  { value: 'text', label: 'Text' },
];

/** How somebody solves what is marked. */
function Marked({ count, isWritten, path, folder }: { readonly count: number; readonly isWritten: boolean; readonly path: string; readonly folder: string }) {
  return (
    <div className={styles.marked} role="note">
      <IconAlertTriangle size={15} aria-hidden />
      <div>
        {isWritten ? `${formatAmount(count, 'place')} in it ${count === 1 ? 'is' : 'are'} still marked from a conflict before.` : `${formatAmount(count, 'place')} of it will be marked.`} {isWritten ? 'Open' : 'Write, then open'} <code>{visibleText(path)}</code>, keep what you want of the lines between{' '}
        <code>&lt;&lt;&lt;&lt;&lt;&lt;&lt; yours</code> and <code>&gt;&gt;&gt;&gt;&gt;&gt;&gt; stackyard</code>, and take the marks out. Later exports keep what you chose.
      </div>
      <CopyButton text={`${folder}/${path}`} what="path of the file" />
    </div>
  );
}

export interface FilePaneProps {
  readonly request: ExportRequest;
  readonly digest: string;
  readonly file: ExportFileView;
  /** Of the export. */
  readonly folder: string;
  readonly view: string | undefined;
  readonly onView: (view: string | undefined) => void;
  readonly onAgain: () => void;
}

/** One file: what becomes of it, its text, and what differs. */
export function FilePane({ request, digest, file: { path, kind, marked }, folder, view, onView, onAgain }: FilePaneProps) {
  const core = useCore();
  const { data, error } = useQuery<ExportFileText>({
    queryKey: ['exports.file', digest, path],
    queryFn: ({ signal }) => core.exports.file({ ...request, digest, path }, { signal, ...resumed }),
    // The digest names what is in it.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => (before?.path === path ? before : undefined),
  });
  const views = useMemo(() => (data === undefined ? undefined : viewsOf(data)), [data]);
  const lines = useMemo(() => (data === undefined || views === undefined ? [] : markedLines(views, data.kind)), [data, views]);
  const difference = views?.difference;
  const usual = marked === undefined ? 'changes' : 'text';
  const shown = difference === undefined ? 'text' : (view ?? usual);
  const name = path.split('/').at(-1) ?? path;
  return (
    <article className={styles.pane} aria-label={path}>
      <header className={styles.head}>
        <h2 className={styles.path} title={path}>
          <span>{visibleText(path.slice(0, path.length - name.length))}</span>
          {visibleText(name)}
        </h2>
        <CopyButton text={views?.text ?? ''} what={name} />
        <LookBadge look={changeLooks[kind]} />
        <span className={styles.sentence}>{changeWords[kind][1]}</span>
        {difference === undefined ? undefined : <Choice name="export-file-view" data={ways} value={shown} onChange={(way) => onView(way === usual ? undefined : way)} aria-label="Show" />}
      </header>
      {marked === undefined ? undefined : <Marked count={marked} isWritten={kind !== 'conflict'} path={path} folder={folder} />}
      {data?.isWhole === false ? <div className={styles.note}>It is too long to be shown whole: this is its beginning.</div> : undefined}
      {views?.isTooLong === true ? <div className={styles.note}>It is too long to be compared here.</div> : undefined}
      {error === null ? undefined : (
        <div className={styles.failure}>
          <ErrorState error={failureOf(error)} action={<Button onClick={onAgain}>Refresh</Button>} />
        </div>
      )}
      {views === undefined ? (
        error === null ? <div className={styles.failure}><Skeleton lines={14} /></div> : undefined
      ) : shown === 'changes' && difference !== undefined ? (
        <div className={styles.difference}>
          <DiffView before={difference.before} after={difference.after} label={`${difference.title}: ${path}`} />
        </div>
      ) : (
        <div className={styles.text}>
          <CodeText text={views.text} label={`Text of ${path}`} isYaml={isYaml(path)} marked={lines} />
        </div>
      )}
    </article>
  );
}
