import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconReportMedical } from '@tabler/icons-react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { copyText } from '../../lib/clipboard.ts';
import { useCore } from '../../lib/core.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Section } from '../../ui/Section.tsx';
import { TextViewer } from '../../ui/TextViewer.tsx';
import styles from './Settings.module.css';

/** What helps whoever looks into a problem: shown before it is copied, so that nobody gives away what he did not see. */
export function Report() {
  const core = useCore();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => core.settings.report({}) });
  return (
    <Section
      title="Report a problem"
      aside={
        <>
          {data === undefined ? undefined : <Button onClick={() => void copyText(data.text, 'report')}>Copy the report</Button>}
          <Button leftSection={<IconReportMedical size={14} />} loading={isPending} onClick={() => mutate()}>
            {data === undefined ? 'Look at this machine' : 'Refresh'}
          </Button>
        </>
      }
    >
      <p className={styles.note}>Versions, engine, settings and the checks of the doctor. No secrets, no environment, no names of your stacks; your home folder is written ~.</p>
      {error === null ? undefined : <ErrorState error={failureOf(error)} />}
      {data === undefined ? undefined : <TextViewer text={data.text} label="Report" />}
    </Section>
  );
}
