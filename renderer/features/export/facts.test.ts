import { expect, it } from 'vitest';
import { factsOf, matchesFact } from './facts.ts';

const report = factsOf([
  { service: 'cache', fact: 'image', outcome: 'carried', how: 'as it is', why: null },
  { service: null, fact: 'name', outcome: 'approximated', how: 'as a label', why: 'names differ' },
  { service: 'web', fact: 'run', outcome: 'refused', how: 'Give it an image', why: 'a process of your machine' },
  { service: 'cache', fact: 'image', outcome: 'dropped', how: 'twice', why: null },
]);
const kept = (filter: Parameters<typeof matchesFact>[1]): string[] => report.filter((fact) => matchesFact(fact, filter)).map(({ key }) => key);

it('has what is refused first, and a name for each line', () => {
  expect(report.map(({ key, outcome }) => `${outcome} ${key}`)).toEqual(['refused web: run', 'dropped cache: image (2)', 'approximated (stack): name', 'carried cache: image']);
});

it('is filtered by outcome, by service, and by the words of all columns', () => {
  expect(kept({})).toHaveLength(4);
  expect(kept({ outcome: 'refused' })).toEqual(['web: run']);
  expect(kept({ service: 'cache' })).toEqual(['cache: image (2)', 'cache: image']);
  expect(kept({ service: '(stack)' })).toEqual(['(stack): name']);
  expect(kept({ text: 'NAMES' })).toEqual(['(stack): name']);
  expect(kept({ text: 'image', outcome: 'refused' })).toEqual(['web: run']);
  expect(kept({ service: 'nobody' })).toEqual([]);
});
