import { expect, test } from 'vitest';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { lint } from '../lint/index.ts';
import { builtObjects } from './kustomize/build.ts';
import { scopeOf } from './scope.ts';

/** What may not be expressed at all is not exported. */
const expressible = Object.keys(stacks).filter((name) => name !== 'refused');

test.each(expressible)('%s: our own rules find nothing that is not waived with its reason, in staging and production', async (name) => {
  const input = await inputOf(stacks[name] ?? '');
  // In dev one replica and images of the machine are meant.
  for (const environment of ['staging', 'production'] as const) {
    const { rules } = lint({ objects: builtObjects(scopeOf(input, environment)).map((object) => ({ object })) });
    expect(rules.flatMap(({ id, findings }) => findings.map(({ object, message }) => `${environment}: ${id}: ${object}: ${message}`))).toEqual([]);
    expect(rules.flatMap(({ waived }) => waived.filter(({ reason }) => reason.length < 10))).toEqual([]);
  }
});
