import { ActionIcon, Button, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { IconDeviceFloppy, IconFolder, IconRefresh, IconRestore } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { ExportTarget } from '../../../services/contract/export.ts';
import type { ExportPreview } from '../../../services/contract/views/export-view.ts';
import { Choice } from '../../ui/Choice.tsx';
import { writeWords } from './change-kinds.ts';
import { environments, otherTarget, targets, type ExportAddress } from './use-address.ts';
import styles from './Export.module.css';

export interface ExportToolsProps {
  readonly address: ExportAddress;
  readonly preview: ExportPreview | undefined;
  readonly canWrite: boolean;
  readonly isWriting: boolean;
  readonly isLooking: boolean;
  readonly onAgain: () => void;
  readonly onWrite: (preview: ExportPreview) => void;
}

const meanings: Readonly<Record<ExportTarget, string>> = {
  compose: 'One folder and project for each environment',
  kubernetes: 'All environments are in the folder; this is the one that is judged',
  helm: 'The chart is that of production; its values change it',
};

/** Where to: what was typed counts when the field is left. */
function FolderField({ address: { out, go }, folder }: { readonly address: ExportAddress; readonly folder: string | undefined }) {
  const [typed, setTyped] = useState<string>();
  const commit = (): void => {
    if (typed === undefined) return;
    setTyped(undefined);
    const wanted = typed.trim();
    if (wanted !== folder) go({ out: wanted === '' ? undefined : wanted });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    if (event.key !== 'Escape') return;
    setTyped(undefined);
    event.currentTarget.blur();
  };
  const usual = (
    <Tooltip label="The usual folder">
      <ActionIcon size={20} aria-label="The usual folder" onClick={() => go({ out: undefined })}>
        <IconRestore size={13} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <TextInput
      className={styles.folder}
      classNames={{ input: styles.folderInput ?? '' }}
      aria-label="Output folder"
      title={folder}
      leftSection={<IconFolder size={13} />}
      rightSection={out === undefined ? undefined : usual}
      value={typed ?? folder ?? out ?? ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      spellCheck={false}
      autoComplete="off"
    />
  );
}

/** Target, environment and folder; looking again, and writing what is shown. */
export function ExportTools({ address, preview, canWrite, isWriting, isLooking, onAgain, onWrite }: ExportToolsProps) {
  const { target, environment, go } = address;
  const words = preview === undefined ? undefined : writeWords(preview.files);
  return (
    <>
      <Choice name="export-target" className={styles.targets} aria-label="Target" data={[...targets]} value={target} onChange={(value) => go(otherTarget(value, environment))} />
      <Tooltip label={meanings[target]}>
        <NativeSelect className={styles.environments} size="xs" aria-label="Environment" data={target === 'helm' ? environments.filter(({ value }) => value === environment || value === 'production') : [...environments]} disabled={target === 'helm' && environment === 'production'} value={environment} onChange={({ currentTarget: { value } }) => go({ env: value === 'production' ? undefined : value })} />
      </Tooltip>
      <FolderField key={preview?.folder} address={address} folder={preview?.folder} />
      <Tooltip label="Refresh (r)">
        <ActionIcon aria-label="Refresh" loading={isLooking} onClick={onAgain}>
          <IconRefresh size={15} />
        </ActionIcon>
      </Tooltip>
      <Button className={styles.write} variant="filled" leftSection={<IconDeviceFloppy size={14} />} disabled={!canWrite || words === undefined} loading={isWriting} onClick={() => preview !== undefined && onWrite(preview)}>
        {words ?? (preview === undefined ? 'Write' : 'Nothing to write')}
      </Button>
    </>
  );
}
