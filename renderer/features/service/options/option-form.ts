import type { OptionView } from '../../../../services/contract/views/catalog-view.ts';
import type { ServiceView } from '../../../../services/contract/views/stack-view.ts';

export type OptionValue = string | number | boolean;
/** What stands in the fields, by option; what is not in it was not touched. */
export type Typed = Readonly<Record<string, string>>;

export type ReadValue = { readonly value: OptionValue } | { readonly problem: string };

const isValue = (value: unknown): value is OptionValue => ['string', 'number', 'boolean'].includes(typeof value);

/** What holds now: given in the file, or the template's default. */
export function currentValue(option: OptionView, { options }: Pick<ServiceView, 'options'>): OptionValue | undefined {
  const given = options[option.name];
  return isValue(given) ? given : option.default;
}

/** What was typed, as the option's type. Sizes and durations are read by the core, which knows all their spellings. */
export function readOption({ type, choices, min, max, pattern }: OptionView, text: string): ReadValue {
  if (choices !== undefined) {
    const value = choices.find((choice) => String(choice) === text);
    return value === undefined ? { problem: `One of ${choices.join(', ')}.` } : { value };
  }
  switch (type) {
    case 'boolean':
      return { value: text === 'true' };
    case 'integer':
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value)) return { problem: 'A number.' };
      if (type === 'integer' && !Number.isInteger(value)) return { problem: 'A whole number.' };
      if (typeof min === 'number' && value < min) return { problem: `At least ${min}.` };
      if (typeof max === 'number' && value > max) return { problem: `At most ${max}.` };
      return { value };
    }
    case 'size':
    case 'duration':
      return /^\d/.test(text.trim()) ? { value: text.trim() } : { problem: type === 'size' ? 'A size such as 512mb.' : 'A duration such as 30s.' };
    case 'string':
      return pattern === undefined || fits(text, pattern) ? { value: text } : { problem: `Text that matches ${pattern}.` };
  }
}

/** A pattern that this browser cannot read is left to the core. */
function fits(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}

/** Where the bounds are, in words: `1 to 1024`. */
export function boundsInWords({ min, max }: OptionView): string | undefined {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? undefined : `at most ${max}`;
}

export interface FormChange {
  /** As `set-options` takes it: `null` brings the default back. */
  readonly options: Readonly<Record<string, OptionValue | null>>;
  /** By option: why what was typed cannot be taken. */
  readonly problems: Readonly<Record<string, string>>;
}

/** What differs from the file now. */
export function formChange(options: readonly OptionView[], service: Pick<ServiceView, 'options'>, typed: Typed): FormChange {
  const changed: Record<string, OptionValue | null> = {};
  const problems: Record<string, string> = {};
  for (const option of options) {
    const text = typed[option.name];
    if (text === undefined) continue;
    const read = readOption(option, text);
    if ('problem' in read) problems[option.name] = read.problem;
    else if (read.value !== currentValue(option, service)) changed[option.name] = read.value === option.default ? null : read.value;
  }
  return { options: changed, problems };
}
