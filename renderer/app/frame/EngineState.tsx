import { Tooltip, UnstyledButton } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { IconBrandDocker } from '@tabler/icons-react';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import { engineWords } from './engine-words.ts';
import styles from './Frame.module.css';

/** How the engine is; it leads to its settings, and to the doctor where it is gone. */
export function EngineState({ engine }: { readonly engine: EngineView | undefined }) {
  const { stack } = useParams({ strict: false });
  const navigate = useNavigate();
  const { short, long, color } = engineWords(engine);
  const isForDoctor = engine?.state === 'lost' && stack !== undefined;
  return (
    <Tooltip label={long} multiline maw={420}>
      <UnstyledButton className={styles.engine} aria-label={`${short}. Open ${isForDoctor ? 'Doctor' : 'Settings'}`} onClick={() => void navigate({ to: isForDoctor ? `/${encodeURIComponent(stack)}/doctor` : '/-/settings' })}>
        <IconBrandDocker size={16} style={{ color }} aria-hidden />
        <span>{short}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
