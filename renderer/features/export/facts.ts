import type { TranslationEntry } from '../../../services/contract/export.ts';

/** One line of the translation report, under a name that the address can carry. */
export interface Fact extends TranslationEntry {
  readonly key: string;
}

export const outcomes = ['refused', 'dropped', 'approximated', 'carried'] as const satisfies readonly TranslationEntry['outcome'][];
/** Stands for facts of no service. */
export const wholeStack = '(stack)';
export const serviceOf = ({ service }: Pick<TranslationEntry, 'service'>): string => service ?? wholeStack;

/** What needs attention first, else in the order of the report. */
export function factsOf(translation: readonly TranslationEntry[]): readonly Fact[] {
  const seen = new Map<string, number>();
  const keyed = translation.map((entry) => {
    const name = `${serviceOf(entry)}: ${entry.fact}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return { ...entry, key: before === 0 ? name : `${name} (${before + 1})` };
  });
  return keyed.toSorted((left, right) => outcomes.indexOf(left.outcome) - outcomes.indexOf(right.outcome));
}

export interface FactFilter {
  readonly outcome?: string | undefined;
  readonly service?: string | undefined;
  readonly text?: string | undefined;
}

export function matchesFact(fact: Fact, { outcome, service, text = '' }: FactFilter): boolean {
  const words = [serviceOf(fact), fact.fact, fact.how, fact.why ?? ''].join(' ').toLowerCase();
  return (outcome === undefined || fact.outcome === outcome) && (service === undefined || serviceOf(fact) === service) && words.includes(text.toLowerCase());
}
