import type { OptionView, TemplateView } from '../../../services/contract/views/catalog-view.ts';
import { freeName } from '../../lib/free-name.ts';

export type Typed = Readonly<Record<string, string>>;

const namePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** What is wrong with a name for a new service; undefined where it can be used. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'Give it a name.';
  if (!namePattern.test(name)) return 'Lower case letters, digits and hyphens, beginning with a letter.';
  return taken.includes(name) ? `There is a service ${name} already.` : undefined;
}

/** The template's own name, with a number where that is taken. */
export const freeServiceName = ({ id }: Pick<TemplateView, 'id'>, taken: readonly string[]): string => freeName(id.replace(/[^a-z0-9-]/g, '-'), taken);

/** An option as YAML means it: numbers and truths are no texts. */
function valueOf({ type, choices }: OptionView, text: string): string | number | boolean {
  const listed = choices?.find((choice) => String(choice) === text);
  if (listed !== undefined) return listed;
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean') return text === 'true';
  return text;
}

export interface Wanted {
  readonly template: TemplateView;
  /** Options that were typed; those that say the default are left out. */
  readonly options: Typed;
  readonly uses: readonly string[];
  /** Folder of the user's code; empty for the template's image. */
  readonly build: string;
}

/** What goes below the service's name, in the order that people write it. */
export function definitionOf({ template, options, uses, build }: Wanted): Record<string, never> {
  const changed = template.options.flatMap((option): readonly (readonly [string, string | number | boolean])[] => {
    const text = options[option.name];
    return text === undefined || text === '' || text === String(option.default ?? '') ? [] : [[option.name, valueOf(option, text)]];
  });
  const definition = {
    template: template.id,
    ...(build === '' ? {} : { build }),
    ...(changed.length === 0 ? {} : { options: Object.fromEntries(changed) }),
    ...(uses.length === 0 ? {} : { uses: [...uses] }),
  };
  return definition as unknown as Record<string, never>;
}
