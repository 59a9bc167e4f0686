import { evaluateCondition } from './condition.ts';
import { reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { expandText } from './expand-text.ts';
import { isFault } from './fault.ts';
import type { Text } from './types.ts';
import type { TreePath } from './yaml-tree.ts';

type Conditional = string | number | boolean | { readonly value: string | number | boolean; readonly when: string };

/** One value of a template's `service`, expanded; undefined where its condition does not hold. */
export function templateValue(value: Conditional, path: TreePath, { offer, stack }: { readonly offer: Offer; readonly stack: StackSource }): Text | undefined {
  const report = reportInTemplate(stack, offer, path);
  const holds = evaluateCondition(typeof value === 'object' ? value.when : undefined, offer.scope);
  if (isFault(holds)) report(holds);
  return holds === true ? expandText(String(typeof value === 'object' ? value.value : value), offer.scope, report) : undefined;
}

/** A list of a template's `service`: items whose condition does not hold are left out. */
export function templateList(word: 'command' | 'volumes' | 'tmpfs', context: { readonly offer: Offer; readonly stack: StackSource }): readonly Text[] {
  const items = context.offer.template?.document.service?.[word] ?? [];
  return items.flatMap((item, index) => templateValue(item, ['service', word, index], context) ?? []);
}
