import { Button, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconEye, IconEyeOff, IconFileText, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { useCore } from '../../lib/core.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextViewer } from '../../ui/TextViewer.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './tabs.module.css';

const hidden = '••••••';

/** One file as the container sees it; its secrets are dots until asked, and again when the window is left. Nothing revealed is kept. */
function FileReader({ service, path }: { readonly service: string; readonly path: string }) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const [isRevealed, setRevealed] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['services.configFile', file, service, path, isRevealed],
    queryFn: ({ signal }) => core.services.configFile({ file, service, path, reveal: isRevealed }, { signal, ...resumed }),
    staleTime: 0,
    ...(isRevealed ? { gcTime: 0 } : {}),
  });
  useEffect(() => {
    if (!isRevealed) return undefined;
    const hide = (): void => setRevealed(false);
    window.addEventListener('blur', hide);
    return () => window.removeEventListener('blur', hide);
  }, [isRevealed]);
  const holdsSecrets = data !== undefined && (data.secret || isRevealed || data.content.includes(hidden));
  return (
    <div className={styles.reader}>
      <div className={styles.bar}>
        <code>{path}</code>
        <span className={styles.muted}>read-only, as mounted</span>
        <span className={styles.space} />
        {holdsSecrets ? (
          <Button leftSection={isRevealed ? <IconEyeOff size={13} /> : <IconEye size={13} />} aria-pressed={isRevealed} onClick={() => setRevealed(!isRevealed)}>
            {isRevealed ? 'Hide secrets' : 'Show secrets'}
          </Button>
        ) : undefined}
        {data === undefined ? undefined : <CopyButton text={data.content} what={isRevealed ? `${path} with its secrets` : path} />}
      </div>
      {error === null ? data === undefined ? <Skeleton lines={8} /> : <TextViewer text={data.content} label={`Content of ${path}`} /> : <ErrorState error={failureOf(error)} />}
    </div>
  );
}

/** Config and secret files that Stackyard writes and mounts. */
export function FilesTab({ row: { service }, detail }: TabProps) {
  const [wanted, setPath] = useUrlState('path');
  const files = detail?.files ?? [];
  const path = files.some((each) => each.path === wanted) ? wanted : files[0]?.path;
  if (path === undefined) {
    return (
      <EmptyState icon={IconFileText} title="No file is mounted into it">
        Templates render config files here; your own service gets one for each entry under configs or secrets.
      </EmptyState>
    );
  }
  return (
    <div className={styles.files}>
      <ul className={styles.fileList} aria-label="Files">
        {files.map((each) => (
          <li key={each.path}>
            <UnstyledButton className={styles.file} aria-current={each.path === path || undefined} onClick={() => setPath(each.path)}>
              {each.secret ? <IconLock size={14} role="img" aria-label="secret" /> : <IconFileText size={14} aria-hidden />}
              <code>{each.path}</code>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <FileReader key={path} service={service.name} path={path} />
    </div>
  );
}
