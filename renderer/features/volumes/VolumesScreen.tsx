import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDatabase, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { VolumeView } from '../../../services/contract/results.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount, formatBytes } from '../../lib/format.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { ConfirmTyped } from '../../ui/ConfirmTyped.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Field, Fields } from '../../ui/Fields.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import styles from './Volumes.module.css';

const columns: readonly GridColumn<VolumeView>[] = [
  { id: 'name', title: 'Volume', width: 280, grows: true, mono: true, text: ({ name }) => name },
  { id: 'service', title: 'Service', width: 130, text: ({ service }) => service ?? '' },
  { id: 'size', title: 'Size', width: 100, align: 'right', text: ({ sizeBytes }) => (sizeBytes === undefined ? 'not known' : formatBytes(sizeBytes)) },
  { id: 'use', title: 'Use', width: 100, text: ({ inUse }) => (inUse ? 'in use' : 'not in use') },
  { id: 'made', title: 'Created', width: 160, text: ({ createdAt }) => createdAt ?? '', cell: ({ createdAt }) => (createdAt === undefined ? '' : <RelativeTime time={createdAt} />) },
];

/** The stack's data: how large, whose, and the one way to remove it. */
export function VolumesScreen() {
  const core = useCore();
  const client = useQueryClient();
  const { file, name: stack } = useCurrentStack().summary;
  const [chosen, setChosen] = useUrlState('volume');
  const [isConfirming, setConfirming] = useState(false);
  const key = ['machine.volumes', file];
  const { data, error, isFetched, isFetching, refetch } = useQuery<readonly VolumeView[]>({ queryKey: key, queryFn: ({ signal }) => core.machine.volumes({ file }, { signal, ...resumed }) });
  const remove = useMutation({
    mutationFn: (name: string) => core.machine.removeVolume({ file, name, confirm: name }),
    onSuccess: async () => {
      setConfirming(false);
      setChosen(undefined);
      await client.invalidateQueries({ queryKey: key });
    },
    onError: () => setConfirming(false),
  });
  const volumes = data ?? [];
  const volume = volumes.find(({ name }) => name === chosen);
  const total = volumes.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const failures = [error, remove.error].filter((each) => each !== null);
  return (
    <Screen
      title="Volumes"
      tools={
        <>
          <span className={styles.total}>{volumes.length === 0 ? '' : `${formatAmount(volumes.length, 'volume')}, ${formatBytes(total)}`}</span>
          <ToolSpace />
          <Button leftSection={<IconRefresh size={14} />} loading={isFetching && isFetched} onClick={() => void refetch()}>
            Refresh
          </Button>
        </>
      }
      notices={failures.length === 0 ? undefined : failures.map((each) => <ErrorState key={each.message} error={failureOf(each)} />)}
    >
      <SplitPane
        place="volumes"
        paneLabel="Volume details"
        pane={
          volume === undefined ? undefined : (
            <div className={styles.pane}>
              <h2>
                <code>{volume.name}</code>
                <CopyButton text={volume.name} what="volume name" />
              </h2>
              <Fields>
                <Field title="Service">{volume.service ?? 'none now'}</Field>
                <Field title="Size">{volume.sizeBytes === undefined ? 'not known' : formatBytes(volume.sizeBytes)}</Field>
                <Field title="Use">{volume.inUse ? 'in use by a container' : 'no container uses it'}</Field>
                {volume.createdAt === undefined ? undefined : (
                  <Field title="Created">
                    <RelativeTime time={volume.createdAt} />
                  </Field>
                )}
              </Fields>
              <p className={styles.muted}>Stackyard never removes a volume by itself: not when the stack goes down, not when its service leaves the file.</p>
              <div>
                <Button color="red" variant="light" leftSection={<IconTrash size={14} />} disabled={volume.inUse} onClick={() => setConfirming(true)}>
                  Remove for ever …
                </Button>
                {volume.inUse ? <p className={styles.muted}>Stop {volume.service ?? 'what uses it'} first: stackyard down {volume.service ?? ''}</p> : undefined}
              </div>
            </div>
          )
        }
      >
        {data === undefined ? (
          error === null ? <Skeleton lines={4} /> : undefined
        ) : volumes.length === 0 ? (
          <EmptyState icon={IconDatabase} title={`${stack} keeps no data`} code={'services: { cache: { template: redis, options: { persistence: aof } } }'}>
            Volumes hold what services must not lose. They are made when a service with one starts for the first time.
          </EmptyState>
        ) : (
          <DataGrid<VolumeView> place="volumes" label="Volumes" columns={columns} rows={volumes} keyOf={({ name }) => name} chosen={chosen} onChoose={setChosen} />
        )}
      </SplitPane>
      {isConfirming && volume !== undefined ? (
        <ConfirmTyped
          title="Remove a volume"
          words={`All data in ${volume.name}${volume.sizeBytes === undefined ? '' : ` (${formatBytes(volume.sizeBytes)})`} is deleted for ever. There is no way back.`}
          name={volume.name}
          button="Remove 1 volume"
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate(volume.name)}
          onClose={() => setConfirming(false)}
        />
      ) : undefined}
    </Screen>
  );
}
