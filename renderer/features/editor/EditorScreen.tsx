import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDeviceFloppy, IconGitCompare, IconPlayerPlay, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { StackFile } from '../../../services/contract/views/stack-file-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { useStartJob } from '../../lib/jobs.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { draftOf, keepDraft, type Draft } from './drafts.ts';
import { useDraft } from './use-draft.ts';
import styles from './Editor.module.css';

const CodeView = lazyPart(async () => (await import('./CodeView.tsx')).CodeView, <Skeleton lines={14} />);

/** How often (ms) the file is looked at while it is shown. */
const lookEvery = 1_500;
/** There is no text at the file's place. */
const goneCodes: ReadonlySet<string> = new Set(['NOT_FOUND', 'UNSUPPORTED']);

/** stackyard.yaml with completion, explanations and mistakes; what differs is shown before it is written. */
export function EditorScreen() {
  const core = useCore();
  const client = useQueryClient();
  const { file } = useCurrentStack().summary;
  const key = ['files.read', file];
  const { data: read, error, isFetching, refetch } = useQuery<StackFile>({ queryKey: key, queryFn: ({ signal }) => core.files.read({ file }, { signal, ...resumed }), refetchOnWindowFocus: true, staleTime: 0, refetchInterval: lookEvery });
  const { data: schema } = useQuery({ queryKey: ['files.schema', file], queryFn: ({ signal }) => core.files.schema({ file }, { signal, ...resumed }) });
  const draft = useDraft(file);
  const [isComparing, setComparing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [problems, setProblems] = useState(0);
  const { mutate: start } = useStartJob();
  // What was read before is not what stands there any more.
  const isGone = error !== null && goneCodes.has(failureOf(error).code);
  const stored = isGone ? undefined : read;
  const text = draft?.text ?? stored?.text;
  const isChanged = draft !== undefined && draft.text !== stored?.text;
  const isOutdated = isChanged && stored !== undefined && draft.hash !== stored.hash;

  const write = useMutation({
    // What is written over is what the user saw: the file as it was at the beginning, or the one that the difference shows.
    mutationFn: ({ text: mine, hash }: Draft) => core.files.write({ file, text: mine, hash }),
    onSuccess: (written, { text: mine }) => {
      client.setQueryData(key, written);
      if (draftOf(file)?.text === mine) keepDraft(file, undefined);
      setComparing(false);
      notifications.show({ message: `Written: ${file}`, autoClose: 2_000, withBorder: true });
    },
    onError: () => void refetch(),
  });
  const discard = (): void => {
    keepDraft(file, undefined);
    setComparing(false);
    setAsking(false);
    write.reset();
    void refetch();
  };
  const save = (): void => {
    if (!isChanged || write.isPending) return;
    if (isOutdated && !isComparing) setComparing(true);
    else write.mutate({ text: draft.text, hash: isOutdated ? stored.hash : draft.hash });
  };
  const failure = isOutdated ? error : (write.error ?? error);
  return (
    <Screen
      title="Editor"
      tools={
        <>
          <code className={styles.path}>{file}</code>
          <span className={styles.state} role="status">
            {isChanged ? 'not written yet' : ''}
            {problems === 0 || text === undefined ? '' : `${isChanged ? ' · ' : ''}${formatAmount(problems, 'mistake')}`}
          </span>
          <ToolSpace />
          {isChanged ? (
            <>
              <Button leftSection={<IconGitCompare size={14} />} aria-pressed={isComparing} onClick={() => setComparing(!isComparing)}>
                What differs
              </Button>
              <Button leftSection={<IconRestore size={14} />} onClick={discard}>
                Discard
              </Button>
              <Button variant="filled" leftSection={<IconDeviceFloppy size={14} />} loading={write.isPending} disabled={stored === undefined || (isOutdated && !isComparing)} onClick={save}>
                {isOutdated ? 'Write mine over it' : 'Write the file'}
              </Button>
            </>
          ) : (
            <Button leftSection={<IconPlayerPlay size={14} />} disabled={problems > 0 || stored === undefined} onClick={() => start({ file, verb: 'up' })}>
              Apply file
            </Button>
          )}
        </>
      }
      notices={
        failure === null && !isOutdated ? undefined : (
          <>
            {failure === null ? undefined : <ErrorState error={failureOf(failure)} />}
            {isOutdated ? (
              <ErrorState
                error={{ code: 'CONFLICT', message: 'The file was changed by someone else since you began; what you typed is not written.', hint: 'Look at the difference before you write yours over it.' }}
                action={
                  <>
                    <Button onClick={() => setAsking(true)}>Read it again</Button>
                    <Button onClick={() => setComparing(true)}>Show the difference</Button>
                  </>
                }
              />
            ) : undefined}
            <Modal opened={isAsking} onClose={() => setAsking(false)} title="Read the file again" centered>
              <p>What you typed and have not written is dropped, and the file is shown as it stands.</p>
              <Button onClick={() => setAsking(false)}>Keep mine</Button>{' '}
              <Button color="red" variant="filled" onClick={discard}>
                Drop mine and read it
              </Button>
            </Modal>
          </>
        )
      }
    >
      <SplitPane place="editor" paneLabel="What differs" pane={isComparing && stored !== undefined && text !== undefined ? <DiffView before={stored.text} after={text} label="What differs from the file" /> : undefined}>
        {text === undefined ? (
          isFetching && !isGone ? <Skeleton lines={14} /> : undefined
        ) : (
          <CodeView
            text={text}
            version={draft === undefined ? (stored?.hash ?? '') : 'typed'}
            schema={() => schema}
            check={async (changed) => {
              const found = await core.files.check({ file, text: changed });
              setProblems(found.length);
              return found;
            }}
            onChange={(changed) => {
              if (changed === stored?.text) keepDraft(file, undefined);
              else keepDraft(file, { text: changed, hash: draft?.hash ?? stored?.hash ?? '' });
            }}
            onSave={save}
          />
        )}
      </SplitPane>
    </Screen>
  );
}
