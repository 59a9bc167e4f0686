import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { StackFile } from '../../../services/contract/views/stack-file-view.ts';
import { useCore } from '../../lib/core.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextViewer } from '../../ui/TextViewer.tsx';
import styles from './OpenScreen.module.css';
import type { Goal } from './use-go-to-stack.ts';

/** A stack file that is there: read before it is opened. */
export function FoundStackPane({ file, onOpened }: { readonly file: string; readonly onOpened: (goal: Goal) => void }) {
  const core = useCore();
  const { data, error } = useQuery<StackFile>({ queryKey: ['files.read', file], queryFn: ({ signal }) => core.files.read({ file }, { signal, ...resumed }) });
  const isWrong = data !== undefined && data.problems.length > 0;
  const open = useMutation({ mutationFn: () => core.projects.open({ file }), onSuccess: ({ file: opened }) => onOpened({ file: opened, screen: isWrong ? 'editor' : 'stack' }) });
  const failure = open.error ?? error;
  if (data === undefined) return <div className={styles.pane}>{failure === null ? <Skeleton lines={14} /> : <ErrorState error={failureOf(failure)} />}</div>;
  return (
    <div className={styles.pane}>
      <header>
        <h2 className={styles.paneTitle}>A stack is here</h2>
        <div className={styles.words}>
          <code>{data.file}</code>
        </div>
      </header>
      {failure === null ? undefined : <ErrorState error={failureOf(failure)} />}
      {data.problems.slice(0, 3).map((each) => (
        <ErrorState key={`${each.line} ${each.message}`} error={{ code: 'INVALID_STACK', message: each.message, hint: each.hint, at: each }} />
      ))}
      <TextViewer text={data.text} label="The stack file" />
      <footer className={styles.foot}>
        <span className={styles.words}>Opening starts nothing.</span>
        <Button variant="filled" loading={open.isPending} onClick={() => open.mutate()}>
          {isWrong ? 'Open it in the editor' : 'Open this stack'}
        </Button>
      </footer>
    </div>
  );
}
