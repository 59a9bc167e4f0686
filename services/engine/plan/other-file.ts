import { StackyardError } from '../../contract/errors.ts';
import type { Observed } from '../observe/types.ts';
import { listed } from './listed.ts';
import type { Scope } from './scope.ts';
import type { Survey } from './survey.ts';

/** That a name is taken by another stack file, and what to do about it. */
export function otherFileWords(stack: string, file: string): { readonly message: string; readonly hint: string } {
  const argument = /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
  return { message: `A stack named ${stack} already runs from ${file}.`, hint: `Give this one another name in its stack file, or stop that one with stackyard down -f ${argument}.` };
}

/** CONFLICT when another stack file, which is still there, runs under the stack's name. */
export function refuseOtherFile({ stack, others }: Pick<Observed, 'stack' | 'others'>): void {
  const [other] = others;
  if (other === undefined) return;
  const { message, hint } = otherFileWords(stack, other);
  throw new StackyardError('CONFLICT', message, { hint });
}

/** What a plan of some services leaves as it was made from a stack file that is gone. */
export function notTakenOver({ input }: Pick<Scope, 'input'>, { replicas, surplus }: Survey): readonly string[] {
  if (input.only === undefined) return [];
  const removed = new Set(surplus.map(({ container }) => container.id));
  const left = input.observed.containers.filter(({ id, service, goneFile }) => goneFile !== undefined && !replicas.has(service) && !removed.has(id));
  const files = new Set(left.flatMap(({ goneFile }) => goneFile ?? []));
  return [...files].map((file) => {
    const names = [...new Set(left.filter(({ goneFile }) => goneFile === file).map(({ service }) => service))].toSorted();
    return `${listed(names)} ${names.length === 1 ? 'is' : 'are'} still known as made from ${file}, which is gone: stackyard up without names takes the whole stack over.`;
  });
}

/** Volumes are called after the stack, so that those who take turns under one name share them: told to whoever begins to use what another file made. */
export function sharedVolumes({ input, survey }: Pick<Scope, 'input' | 'survey'>): readonly string[] {
  const begun = [...survey.replicas.values()].flat().flatMap(({ container, verdict }) => (verdict.action === 'create' ? container.volumes : []));
  const shared = input.observed.volumes.filter(({ name }) => begun.includes(name));
  const makers = new Set(shared.flatMap(({ madeBy }) => madeBy ?? []));
  return [...makers].map((file) => {
    const names = shared.filter(({ madeBy }) => madeBy === file).map(({ name }) => name);
    const [noun, verb, pronoun] = names.length === 1 ? ['Volume', 'was', 'its'] : ['Volumes', 'were', 'their'];
    return `${noun} ${listed(names)} ${verb} made by ${file} and ${names.length === 1 ? 'is' : 'are'} used with ${pronoun} data: stacks of one name share their volumes. Give this one another name to begin with volumes of its own.`;
  });
}
