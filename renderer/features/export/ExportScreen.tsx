import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { StackyardError } from '../../../services/contract/errors.ts';
import type { ExportPreview, ExportRequest } from '../../../services/contract/views/export-view.ts';
import { useConnectionState } from '../../lib/core.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCurrentStack, useStackSnapshot } from '../../lib/stacks.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TabBar, type Tab } from '../../ui/TabBar.tsx';
import { changesFiles } from './change-kinds.ts';
import { ExportTools } from './ExportTools.tsx';
import { FilesTab } from './FilesTab.tsx';
import { LintTab } from './LintTab.tsx';
import { TranslationTab } from './TranslationTab.tsx';
import { otherTab, useExportAddress, type ExportAddress, type ExportTab } from './use-address.ts';
import { useExport } from './use-export.ts';
import { Written } from './Written.tsx';
import styles from './Export.module.css';

const panel = 'export-panel';

function tabsOf({ files, translation, lint }: ExportPreview): readonly (Tab & { readonly id: ExportTab })[] {
  const changes = files.filter(({ kind }) => changesFiles(kind)).length;
  const other = translation.filter(({ outcome }) => outcome !== 'carried').length;
  return [
    { id: 'files', title: 'Files', note: changes === 0 ? undefined : formatCount(changes) },
    { id: 'report', title: 'Translation', note: `${formatCount(other)} of ${formatCount(translation.length)} not just the same` },
    { id: 'lint', title: 'Lint', note: lint === undefined ? undefined : `${formatCount(lint.found)} found, ${formatCount(lint.waived)} waived` },
  ];
}

/** What helps where the export cannot even be looked at. */
function Way({ failure: { code }, address: { environment, out, go }, editor }: { readonly failure: StackyardError; readonly address: ExportAddress; readonly editor: string }) {
  if (code === 'UNSUPPORTED' && environment !== 'production') return <Button onClick={() => go({ env: undefined })}>Show production</Button>;
  if (code === 'INVALID_STACK') return <Button component={Link} to={editor}>Open the editor</Button>;
  return out === undefined ? undefined : <Button onClick={() => go({ out: undefined })}>Take the usual folder</Button>;
}

const mostNamed = 3;

/** The first facts that would not run, or not safely, with what to do. */
function Refused({ facts }: { readonly facts: ExportPreview['translation'] }) {
  const refused = facts.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return undefined;
  return (
    <ul className={styles.refused}>
      {refused.slice(0, mostNamed).map(({ service, fact, how, why }) => (
        <li key={`${service ?? ''} ${fact} ${how}`}>
          <code>{service === null ? fact : `${service}: ${fact}`}</code> {why ?? how}
        </li>
      ))}
      {refused.length > mostNamed ? <li>and {formatCount(refused.length - mostNamed)} more</li> : undefined}
    </ul>
  );
}

/** The stack as production files: chosen, looked at, written as looked at. */
export function ExportScreen() {
  const { slug, summary: { file } } = useCurrentStack();
  const { data: snapshot } = useStackSnapshot(file);
  const { state: connection } = useConnectionState();
  const address = useExportAddress();
  const { target, environment, out, tab, go } = address;
  const request = useMemo<ExportRequest>(() => ({ file, target, environment, ...(out === undefined ? {} : { out }) }), [file, target, environment, out]);
  const { preview, error, isOld, isFetching, again, write, isWriting, written, writeFailure, dismiss } = useExport(request, snapshot?.revision);
  const tabs = preview === undefined ? [] : tabsOf(preview);
  const choose = (id: string): void => go(otherTab(id as ExportTab));
  const step = (by: number): void => {
    const next = tabs[(tabs.findIndex(({ id }) => id === tab) + by + tabs.length) % tabs.length];
    if (next !== undefined) choose(next.id);
  };
  useKeys([
    { keys: [']'], does: 'Next tab', run: () => step(1) },
    { keys: ['['], does: 'Tab before', run: () => step(-1) },
    { keys: ['r'], does: 'Refresh', run: again },
  ]);
  const obstacle = preview?.obstacle;
  const failure = error === null ? undefined : failureOf(error);
  const refused = preview?.translation.some(({ outcome }) => outcome === 'refused') ?? false;
  const notices = [
    failure === undefined ? undefined : <ErrorState key="look" error={failure} action={<Way failure={failure} address={address} editor={`/${encodeURIComponent(slug)}/editor`} />} />,
    writeFailure === undefined ? undefined : <ErrorState key="write" error={failureOf(writeFailure)} action={<Button onClick={dismiss}>Close</Button>} />,
    obstacle === undefined ? undefined : <ErrorState key="obstacle" error={obstacle} details={<Refused facts={preview?.translation ?? []} />} action={refused ? <Button onClick={() => go({ ...otherTab('report'), outcome: 'refused' })}>Show what is refused</Button> : <Button onClick={() => go({ ...otherTab('files'), kind: obstacle.code === 'CONFLICT' ? undefined : 'foreign' })}>Show the files</Button>} />,
    written === undefined ? undefined : <Written key="written" written={written} onFile={(path) => go({ ...otherTab('files'), file: path, kind: undefined })} onClose={dismiss} />,
  ].filter((notice) => notice !== undefined);
  return (
    <Screen title="Export" tools={<ExportTools address={address} preview={preview} canWrite={!isOld && obstacle === undefined && connection === 'connected'} isWriting={isWriting} isLooking={isFetching && preview !== undefined} onAgain={again} onWrite={write} />} notices={notices.length === 0 ? undefined : notices}>
      {preview === undefined ? (
        error === null ? <div className={styles.loading}><Skeleton lines={16} /></div> : undefined
      ) : (
        <div className={styles.tab}>
          <TabBar label="About the export" tabs={tabs} chosen={tab} onChoose={choose} panel={panel} />
          <div id={panel} role="tabpanel" aria-labelledby={`${panel}-${tab}`} className={styles.rest}>
            {tab === 'files' ? <FilesTab request={request} preview={preview} address={address} onAgain={again} /> : tab === 'report' ? <TranslationTab translation={preview.translation} address={address} /> : <LintTab lint={preview.lint} address={address} />}
          </div>
        </div>
      )}
    </Screen>
  );
}
