import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDeviceFloppy, IconGitCompare, IconPlayerPlay, IconRestore } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { StackFile } from '../../../services/contract/views/stack-file-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { useStartJob } from '../../lib/jobs.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { loadAgain } from '../../lib/load-again.ts';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import styles from './Editor.module.css';

const CodeView = lazy(async () => ({ default: (await loadAgain(() => import('./CodeView.tsx'))).CodeView }));

/** stackyard.yaml with completion, explanations and mistakes; what differs is shown before it is written. */
export function EditorScreen() {
  const core = useCore();
  const client = useQueryClient();
  const { file } = useCurrentStack().summary;
  const key = ['files.read', file];
  const { data: stored, error, isFetching, refetch } = useQuery<StackFile>({ queryKey: key, queryFn: ({ signal }) => core.files.read({ file }, { signal, ...resumed }), refetchOnWindowFocus: true, staleTime: 0 });
  const { data: schema } = useQuery({ queryKey: ['files.schema', file], queryFn: ({ signal }) => core.files.schema({ file }, { signal, ...resumed }) });
  // What the user's text began with: a file that changed meanwhile is not written over.
  const [base, setBase] = useState<StackFile>();
  const [typed, setTyped] = useState<string>();
  const [isComparing, setComparing] = useState(false);
  const [problems, setProblems] = useState(0);
  const { mutate: start } = useStartJob();
  const begun = base ?? stored;
  const text = typed ?? stored?.text ?? '';
  const isChanged = typed !== undefined && typed !== stored?.text;
  const isOutdated = isChanged && base !== undefined && stored !== undefined && base.hash !== stored.hash;

  const write = useMutation({
    mutationFn: () => core.files.write({ file, text, hash: begun?.hash ?? '' }),
    onSuccess: (written) => {
      client.setQueryData(key, written);
      setBase(undefined);
      setTyped(undefined);
      setComparing(false);
      notifications.show({ message: `Written: ${file}`, autoClose: 2_000, withBorder: true });
    },
  });
  const discard = (): void => {
    setBase(undefined);
    setTyped(undefined);
    setComparing(false);
    write.reset();
    void refetch();
  };
  const save = (): void => {
    if (isChanged && !write.isPending) write.mutate();
  };
  const failure = write.error ?? error;
  return (
    <Screen
      title="Editor"
      tools={
        <>
          <code className={styles.path}>{file}</code>
          <span className={styles.state} role="status">
            {isChanged ? 'not written yet' : ''}
            {problems === 0 ? '' : `${isChanged ? ' · ' : ''}${formatAmount(problems, 'mistake')}`}
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
              <Button variant="filled" leftSection={<IconDeviceFloppy size={14} />} loading={write.isPending} onClick={save}>
                Write the file
              </Button>
            </>
          ) : (
            <Button leftSection={<IconPlayerPlay size={14} />} disabled={problems > 0} onClick={() => start({ file, verb: 'up' })}>
              Apply file
            </Button>
          )}
        </>
      }
      notices={
        failure === null && !isOutdated ? undefined : (
          <>
            {failure === null ? undefined : <ErrorState error={failureOf(failure)} />}
            {isOutdated ? <ErrorState error={{ code: 'CONFLICT', message: 'The file was changed outside since you began.', hint: 'Discard to take what it says now; your text is still here to copy from.' }} /> : undefined}
          </>
        )
      }
    >
      <SplitPane place="editor" paneLabel="What differs" pane={isComparing && stored !== undefined ? <DiffView before={stored.text} after={text} label="What differs from the file" /> : undefined}>
        {stored === undefined ? (
          isFetching ? <Skeleton lines={14} /> : undefined
        ) : (
          <Suspense fallback={<Skeleton lines={14} />}>
            <CodeView
              text={text}
              version={typed === undefined ? stored.hash : 'typed'}
              schema={() => schema}
              check={async (changed) => {
                const found = await core.files.check({ file, text: changed });
                setProblems(found.length);
                return found;
              }}
              onChange={(changed) => {
                if (typed === undefined && changed === stored.text) return;
                setBase((before) => before ?? stored);
                setTyped(changed);
              }}
              onSave={save}
            />
          </Suspense>
        )}
      </SplitPane>
    </Screen>
  );
}
