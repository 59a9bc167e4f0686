import { Tooltip } from '@mantine/core';
import { IconBrandDocker } from '@tabler/icons-react';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import { formatClock } from '../../lib/format.ts';
import styles from './Frame.module.css';

function inWords(engine: EngineView | undefined): { readonly short: string; readonly long: string; readonly color: string } {
  switch (engine?.state) {
    case undefined:
    case 'connecting':
      return { short: 'Connecting', long: 'The engine is being asked', color: 'var(--waiting)' };
    case 'connected':
      return { short: `Engine ${engine.version}`, long: `${engine.address} (${engine.source}), API ${engine.apiVersion}`, color: 'var(--ready)' };
    case 'lost':
      return { short: `No engine since ${formatClock(Date.parse(engine.since))}`, long: `${engine.reason}${engine.hint === undefined ? '' : ` ${engine.hint}`}`, color: 'var(--failed)' };
  }
}

export function EngineState({ engine }: { readonly engine: EngineView | undefined }) {
  const { short, long, color } = inWords(engine);
  return (
    <Tooltip label={long} multiline maw={420}>
      <span className={styles.engine} tabIndex={0} role="status" aria-label={`${short}: ${long}`}>
        <IconBrandDocker size={16} style={{ color }} aria-hidden />
        <span>{short}</span>
      </span>
    </Tooltip>
  );
}
