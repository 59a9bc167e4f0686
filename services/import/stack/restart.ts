import { childOf } from '../../topology/yaml-tree.ts';
import { textAt } from '../compose/words.ts';
import type { ComposeService } from '../types.ts';
import type { StackContext } from './context.ts';

const policies: Readonly<Record<string, string>> = { none: 'no', any: 'always', 'on-failure': 'on-failure' };

/** The restart policy in Stackyard's words; nothing where the file says none. */
export function restartWords(service: ComposeService, { targets, report }: StackContext): Readonly<Record<string, unknown>> {
  const target = targets.get(service.name);
  const policy = childOf(childOf(service.tree, 'deploy'), 'restart_policy');
  const given = textAt(service.tree, 'restart') ?? (policy === undefined ? undefined : policies[textAt(policy, 'condition') ?? 'any']);
  if (given === undefined) return {};
  const [word = '', attempts] = given.split(':');
  const isKnown = ['no', 'always', 'on-failure', 'unless-stopped'].includes(word);
  const name = target?.name ?? service.name;
  // What is wanted up is kept up by the supervisor; a template's own policy does the same.
  if (target?.fit !== undefined) report({ service: name, fact: `restart ${given}`, outcome: 'carried', how: 'Stackyard keeps it up' });
  else report({ service: name, fact: `restart ${given}`, outcome: isKnown && attempts === undefined ? 'carried' : isKnown ? 'approximated' : 'dropped', how: isKnown ? `restart: ${word}` : 'not carried', ...(attempts === undefined ? {} : { why: 'the number of attempts is Stackyard’s own' }) });
  return target?.fit !== undefined || !isKnown ? {} : { restart: word };
}
