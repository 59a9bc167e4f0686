import { ActionIcon, Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { OptionView, TemplateView } from '../../../services/contract/views/catalog-view.ts';
import type { EditPreview } from '../../../services/contract/views/stack-file-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatAmount } from '../../lib/format.ts';
import { useStartJob } from '../../lib/jobs.ts';
import { useCurrentStack, useStackSnapshot } from '../../lib/stacks.ts';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { definitionOf, freeServiceName, nameProblem, type Typed } from './definition.ts';
import styles from './Catalog.module.css';

export interface AddServiceProps {
  readonly template: TemplateView;
  readonly onClose: () => void;
}

function Option({ option, text, onType }: { readonly option: OptionView; readonly text: string; readonly onType: (text: string) => void }) {
  const { name, type, choices, default: usual, description } = option;
  const listed = type === 'boolean' ? [true, false] : choices;
  const label = { label: name, description };
  if (listed !== undefined) return <NativeSelect size="xs" {...label} data={listed.map(String)} value={text === '' ? String(usual ?? listed[0]) : text} onChange={(event) => onType(event.currentTarget.value)} />;
  return <TextInput {...label} value={text} placeholder={usual === undefined ? 'must be given' : String(usual)} onChange={(event) => onType(event.currentTarget.value)} />;
}

/** A template becomes a service: a form, what it does to the file, and only then the writing. */
export function AddService({ template, onClose }: AddServiceProps) {
  const core = useCore();
  const navigate = useNavigate();
  const { slug, summary } = useCurrentStack();
  const { file } = summary;
  const names = useStackSnapshot(file).data?.status.services.map(({ name }) => name) ?? [];
  const [name, setName] = useState<string>();
  const [options, setOptions] = useState<Typed>({});
  const [uses, setUses] = useState<readonly string[]>([]);
  const [usedBy, setUsedBy] = useState<readonly string[]>([]);
  const [build, setBuild] = useState('');
  const service = name ?? freeServiceName(template, names);
  const problem = nameProblem(service, names) ?? (template.build === 'required' && build === '' ? 'Name the folder of your code.' : template.problem);
  const edit = { type: 'add-service' as const, service, definition: definitionOf({ template, options, uses, build }), usedBy: [...usedBy] };
  const { data: preview, error } = useQuery<EditPreview>({ queryKey: ['files.preview', file, edit], queryFn: ({ signal }) => core.files.preview({ file, edit }, { signal }), enabled: problem === undefined, placeholderData: keepPreviousData, gcTime: 0 });
  const { mutate: start } = useStartJob();
  const write = useMutation({
    mutationFn: (wanted: EditPreview) => core.files.write({ file, text: wanted.text, hash: wanted.hash }),
    onSuccess: () => {
      start({ file, verb: 'up' });
      void navigate({ to: `/${encodeURIComponent(slug)}/services/${encodeURIComponent(service)}` });
    },
  });
  const failure = write.error ?? (problem === undefined ? error : null);
  const canWrite = problem === undefined && preview !== undefined && preview.problems.length === 0 && error === null;
  const [isPreviewed, setPreviewed] = useState(false);
  const toWrite = preview?.plan === undefined ? 'Write the file and start it' : `Write the file and take ${formatAmount(preview.plan.steps.length, 'step')}`;
  const mistakes = (
    <>
      {failure === null ? undefined : <ErrorState error={failureOf(failure)} />}
      {problem === undefined ? preview?.problems.map((each) => <ErrorState key={`${each.line} ${each.message}`} error={{ code: 'INVALID_STACK', message: each.message, hint: each.hint, at: each }} />) : undefined}
    </>
  );
  return (
    <div className={styles.add}>
      <div className={styles.form} tabIndex={0} role="region" aria-label={isPreviewed ? 'What it writes' : 'What it is'}>
        <header className={styles.formHead}>
          <h2>Add {template.title}</h2>
          <ActionIcon aria-label="Close the form" onClick={onClose}>
            <IconX size={15} />
          </ActionIcon>
        </header>
        {isPreviewed && problem === undefined ? (
          <>
            {mistakes}
            {preview === undefined ? undefined : <DiffView before={preview.before} after={preview.text} label="What changes in the stack file" />}
          </>
        ) : (
          <>
            <p className={styles.words}>{template.description}</p>
            <TextInput label="Name" value={service} error={problem} onChange={(event) => setName(event.currentTarget.value)} spellCheck={false} />
            {template.build === 'refused' ? undefined : <TextInput label="Folder of your code" placeholder={template.build === 'required' ? './folder' : 'the template’s own image'} value={build} onChange={(event) => setBuild(event.currentTarget.value)} />}
            {names.length === 0 ? undefined : (
              <>
                <MultiSelect size="xs" label="Uses" description="It is given their addresses, and starts after them." data={names} value={[...uses]} onChange={setUses} searchable clearable hidePickedOptions nothingFoundMessage="No such service" />
                <MultiSelect size="xs" label="Used by" description="They are given its address." data={names} value={[...usedBy]} onChange={setUsedBy} searchable clearable hidePickedOptions nothingFoundMessage="No such service" />
              </>
            )}
            {template.options.map((option) => (
              <Option key={option.name} option={option} text={options[option.name] ?? ''} onType={(text) => setOptions((before) => ({ ...before, [option.name]: text }))} />
            ))}
            {mistakes}
          </>
        )}
      </div>
      <footer className={styles.buttons}>
        <Button disabled={problem !== undefined || preview === undefined} onClick={() => setPreviewed(!isPreviewed)}>
          {isPreviewed && problem === undefined ? 'Back to the form' : 'Preview'}
        </Button>
        <Button variant="filled" disabled={!canWrite} loading={write.isPending} onClick={() => preview !== undefined && write.mutate(preview)}>
          {toWrite}
        </Button>
      </footer>
    </div>
  );
}
