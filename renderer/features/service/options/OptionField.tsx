import { NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import type { OptionView } from '../../../../services/contract/views/catalog-view.ts';
import { boundsInWords } from './option-form.ts';
import styles from './Options.module.css';

export interface OptionFieldProps {
  readonly option: OptionView;
  /** What stands in the field. */
  readonly text: string;
  readonly isChanged: boolean;
  readonly problem: string | undefined;
  readonly onType: (text: string) => void;
}

/** One option: its field, what it does, its bounds and its default. */
export function OptionField({ option, text, isChanged, problem, onType }: OptionFieldProps) {
  const { name, type, choices, default: usual, description } = option;
  const id = `option-${name}`;
  const notes = [...(boundsInWords(option) === undefined ? [] : [boundsInWords(option)]), ...(usual === undefined ? [] : [`default ${String(usual) === '' ? 'empty' : String(usual)}`])];
  const values = choices ?? (type === 'boolean' ? [true, false] : undefined);
  return (
    <div className={styles.option} data-changed={isChanged || undefined}>
      <label htmlFor={id} className={styles.name}>
        <code>{name}</code>
      </label>
      <div className={styles.input}>
        {values === undefined ? (
          <TextInput id={id} value={text} onChange={(event) => onType(event.currentTarget.value)} error={problem} inputMode={type === 'integer' || type === 'number' ? 'decimal' : 'text'} spellCheck={false} aria-describedby={`${id}-notes`} />
        ) : (
          <NativeSelect id={id} size="xs" value={text} onChange={(event) => onType(event.currentTarget.value)} data={values.map(String)} error={problem} aria-describedby={`${id}-notes`} />
        )}
      </div>
      <div className={styles.notes} id={`${id}-notes`}>
        {description === undefined ? undefined : <span className={styles.description}>{description}</span>}
        <span>
          {notes.join(' · ')}
          {usual !== undefined && text !== String(usual) ? (
            <UnstyledButton className={styles.reset} onClick={() => onType(String(usual))}>
              Use the default
            </UnstyledButton>
          ) : undefined}
        </span>
      </div>
    </div>
  );
}
