import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconRefresh, IconTool } from '@tabler/icons-react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { CoreClient } from '../../../services/contract/client.ts';
import type { DoctorCheck } from '../../../services/contract/results.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { tellFailure } from '../../lib/jobs.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { groupChecks, type CheckGroup } from './check-groups.ts';
import styles from './Doctor.module.css';

const signs = { ok: IconCircleCheck, info: IconInfoCircle, warning: IconAlertTriangle, failed: IconCircleX } as const;
const words = { ok: 'Fine', info: 'To know', warning: 'Warning', failed: 'Failed' } as const;
const usualChecks = 9;

async function examine(core: CoreClient, input: { readonly file: string; readonly fix?: boolean }, signal: AbortSignal | undefined): Promise<readonly DoctorCheck[]> {
  const checks: DoctorCheck[] = [];
  for await (const check of await core.machine.doctor(input, { ...(signal === undefined ? {} : { signal }), ...(input.fix === true ? {} : resumed) })) checks.push(check);
  return checks;
}

function Check({ title, outcome, found, fix, fixed }: CheckGroup) {
  // Fine, and still something to know: what could be done, and need not.
  const look = outcome === 'ok' && fix !== undefined ? 'info' : outcome;
  const Sign = signs[look];
  return (
    <li className={styles.check} data-outcome={look}>
      <Sign size={18} aria-label={words[look]} />
      <div className={styles.words}>
        <h2>{title}</h2>
        {found.map((each) => (
          <p key={each}>{visibleText(each)}</p>
        ))}
        {fix === undefined ? undefined : <p className={styles.fix}>{visibleText(fix)}</p>}
        {fixed === undefined ? undefined : <p className={styles.fixed}>{fixed ? 'Mended just now.' : 'Could not be mended.'}</p>}
      </div>
    </li>
  );
}

/** Whether this machine, its engine and the stack's files are fit, and what to do where they are not. */
export function DoctorScreen() {
  const core = useCore();
  const client = useQueryClient();
  const { file } = useCurrentStack().summary;
  const key = ['machine.doctor', file];
  const { data: checks, error, isFetching, refetch } = useQuery<readonly DoctorCheck[]>({ queryKey: key, queryFn: ({ signal }) => examine(core, { file }, signal), staleTime: 0 });
  const mend = useMutation({
    mutationFn: () => examine(core, { file, fix: true }, undefined),
    onSuccess: (found) => client.setQueryData(key, found),
    onError: (failure) => tellFailure('Nothing was mended', failure),
  });
  useKeys([{ keys: ['r'], does: 'Refresh', run: () => void refetch() }]);
  const bad = checks?.filter(({ outcome }) => outcome !== 'ok') ?? [];
  const fixable = bad.filter((check) => check.fixable && check.fixed !== true);
  return (
    <Screen
      title="Doctor"
      tools={
        <>
          <span className={styles.sum} role="status">
            {checks === undefined ? '' : bad.length === 0 ? 'Everything is fine' : `${formatAmount(groupChecks(bad).length, 'thing')} to look at`}
          </span>
          <ToolSpace />
          {fixable.length === 0 ? undefined : (
            <Button variant="filled" leftSection={<IconTool size={14} />} loading={mend.isPending} onClick={() => mend.mutate()}>
              Mend {formatAmount(fixable.length, 'thing')}
            </Button>
          )}
          <Button leftSection={<IconRefresh size={14} />} loading={isFetching} onClick={() => void refetch()}>
            Refresh
          </Button>
        </>
      }
      notices={error === null ? undefined : <ErrorState error={failureOf(error)} />}
    >
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Checks">
        {checks === undefined ? (
          error === null ? <Skeleton lines={usualChecks * 2} /> : undefined
        ) : (
          <ul className={styles.checks}>
            {groupChecks(checks).map((group) => (
              <Check key={[group.title, group.outcome, ...group.found].join(' ')} {...group} />
            ))}
          </ul>
        )}
      </div>
    </Screen>
  );
}
