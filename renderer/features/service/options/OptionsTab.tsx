import { useQuery } from '@tanstack/react-query';
import { IconAdjustmentsOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { failureOf } from '../../../../services/contract/connect/failures.ts';
import { resumed } from '../../../../services/contract/connect/core-client.ts';
import { useCore } from '../../../lib/core.ts';
import { formatAmount } from '../../../lib/format.ts';
import { useCurrentStack, useStackSnapshot } from '../../../lib/stacks.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { TabProps } from '../tab-props.ts';
import { ChangePreview } from './ChangePreview.tsx';
import { currentValue, formChange, type Typed } from './option-form.ts';
import { OptionField } from './OptionField.tsx';
import { useDraft } from './use-draft.ts';
import { useOptionChange } from './use-option-change.ts';
import styles from './Options.module.css';

const untouched: Typed = {};

/** The template's options as a form; beside it what a change does, before it is done. */
export function OptionsTab({ row: { service } }: TabProps) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const { data: templates, error } = useQuery({ queryKey: ['files.catalog', file], queryFn: ({ signal }) => core.files.catalog({ file }, { signal, ...resumed }) });
  const revision = useStackSnapshot(file).data?.revision ?? '';
  const template = templates?.find(({ id }) => id === service.template);
  const [typed, setTyped] = useDraft(file, service.name);
  const options = template?.options ?? [];
  const change = formChange(options, service, typed);
  const changes = Object.keys(change.options).length + Object.keys(change.problems).length;
  const isChanged = changes > 0;
  // The file says it by now, by whoever wrote it: nothing is left to write.
  const isMoot = template !== undefined && !isChanged && Object.keys(typed).length > 0;
  useEffect(() => {
    if (isMoot) setTyped(untouched);
  }, [isMoot, setTyped]);
  const { preview, failure, isStale, apply, isApplying } = useOptionChange({ file, service: service.name, options: change.options, revision }, () => setTyped(untouched));
  if (templates === undefined) return error === null ? <Skeleton lines={10} /> : <ErrorState error={failureOf(error)} />;
  if (options.length === 0) {
    return (
      <EmptyState icon={IconAdjustmentsOff} title={`${service.title} has no options`}>
        What it runs with stands in {file} and its template {service.template}.
      </EmptyState>
    );
  }
  return (
    <div className={styles.columns} data-with-preview={isChanged || undefined}>
      <Section title={`Options of ${template?.title ?? service.title}`} aside={isChanged ? `${formatAmount(changes, 'change')} not written yet` : 'Nothing is changed until you write it'}>
        {options.map((option) => {
          const now = currentValue(option, service);
          return (
            <OptionField
              key={option.name}
              option={option}
              text={typed[option.name] ?? (now === undefined ? '' : String(now))}
              isChanged={Object.hasOwn(change.options, option.name) || Object.hasOwn(change.problems, option.name)}
              problem={change.problems[option.name]}
              onType={(text) => setTyped({ ...typed, [option.name]: text })}
            />
          );
        })}
      </Section>
      {isChanged ? <ChangePreview preview={preview} failure={failure} isStale={isStale} hasMistakes={Object.keys(change.problems).length > 0} isApplying={isApplying} onApply={apply} onDiscard={() => setTyped(untouched)} /> : undefined}
    </div>
  );
}
