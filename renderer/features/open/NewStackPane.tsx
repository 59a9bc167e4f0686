import { Button, Checkbox } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { NewStack, NewStackPreview } from '../../../services/contract/views/project-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { tellFailure } from '../../lib/jobs.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextViewer } from '../../ui/TextViewer.tsx';
import { CreatedPlan } from './CreatedPlan.tsx';
import { ImportReport } from './ImportReport.tsx';
import styles from './OpenScreen.module.css';
import type { Goal } from './use-go-to-stack.ts';

/** What would be written and what starting it would do; only its button writes. */
export function NewStackPane({ wanted, onCreated }: { readonly wanted: NewStack; readonly onCreated: (goal: Goal) => void }) {
  const core = useCore();
  const [wantsStart, setStarts] = useState(true);
  const isEmpty = wanted.source.kind === 'empty';
  const starts = wantsStart && !isEmpty;
  const { data: preview, error, isPlaceholderData, refetch } = useQuery<NewStackPreview>({ queryKey: ['projects.preview', wanted], queryFn: ({ signal }) => core.projects.preview(wanted, { signal }), placeholderData: keepPreviousData, gcTime: 0, staleTime: 0 });
  const create = useMutation({
    mutationFn: async ({ hash }: NewStackPreview): Promise<Goal> => {
      const { file } = await core.projects.create({ ...wanted, hash });
      if (!starts) return { file, screen: isEmpty ? 'editor' : 'stack' };
      // It is there whether or not it starts: its screen is where that is told and mended.
      const job = await core.jobs.start({ file, verb: 'up' }).catch((failure: unknown) => tellFailure('The new stack was not started', failure));
      return { file, screen: 'stack', ...(job === undefined ? {} : { job: job.id }) };
    },
    onSuccess: onCreated,
    // What is in the way now is told by the next look.
    onError: () => void refetch(),
  });
  const failure = create.error ?? error;
  if (preview === undefined) return <div className={styles.pane}>{failure === null ? <Skeleton lines={14} /> : <ErrorState error={failureOf(failure)} />}</div>;
  const { file, text, makesFolder, others, inTheWay, warnings, problems, report, plan } = preview;
  const canCreate = error === null && !isPlaceholderData && problems.length === 0 && inTheWay.length === 0 && !create.isSuccess;
  return (
    <div className={styles.pane}>
      <header>
        <h2 className={styles.paneTitle}>What will be written</h2>
        <div className={styles.words}>
          <code>{file}</code>
          {makesFolder ? ', in a new folder' : undefined}
          {others.length === 0 ? undefined : `, and ${formatAmount(others.length, 'file')} of its programs`}
        </div>
      </header>
      {failure === null ? undefined : <ErrorState error={failureOf(failure)} />}
      {inTheWay.length === 0 || create.error !== null ? undefined : <ErrorState error={{ code: 'CONFLICT', message: `${inTheWay.join(', ')} ${inTheWay.length === 1 ? 'is' : 'are'} in this folder already.`, hint: 'Nothing is written over: choose another folder or a new one in it.' }} />}
      {problems.map((each) => (
        <ErrorState key={`${each.line} ${each.message}`} error={{ code: 'INVALID_STACK', message: each.message, hint: each.hint }} />
      ))}
      {warnings.map((warning) => (
        <div key={warning} className={styles.warning} role="status">
          <IconAlertTriangle size={15} aria-hidden />
          {warning}
        </div>
      ))}
      <TextViewer text={text} label="The new stackyard.yaml" />
      {report === undefined ? undefined : <ImportReport report={report} />}
      {plan === undefined ? undefined : <CreatedPlan plan={plan} />}
      <footer className={styles.foot}>
        {isEmpty ? <span className={styles.words}>Opens in the editor.</span> : <Checkbox size="xs" label="Start it now" checked={wantsStart} onChange={(event) => setStarts(event.currentTarget.checked)} />}
        <Button variant="filled" disabled={!canCreate} loading={create.isPending} onClick={() => create.mutate(preview)}>
          {starts ? `Create and start ${wanted.name}` : `Create ${wanted.name}`}
        </Button>
      </footer>
    </div>
  );
}
