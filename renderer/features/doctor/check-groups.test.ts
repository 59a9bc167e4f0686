import { expect, test } from 'vitest';
import type { DoctorCheck } from '../../../services/contract/results.ts';
import { groupChecks } from './check-groups.ts';

const check = (found: string, more: Partial<DoctorCheck> = {}): DoctorCheck => ({ id: 'ports', title: 'Ports of the stack', outcome: 'warning', found, fix: 'free the port', fixable: false, ...more });

test('what has one way out is said once with all that was found, the worst first', () => {
  const groups = groupChecks([check('6379 is taken'), check('the engine answers', { title: 'Docker Engine', outcome: 'ok', fix: undefined }), check('5672 is taken'), check('it is full', { title: 'Disk', outcome: 'failed', fix: 'make room' })]);
  expect(groups.map(({ title, found }) => [title, found])).toEqual([
    ['Disk', ['it is full']],
    ['Ports of the stack', ['6379 is taken', '5672 is taken']],
    ['Docker Engine', ['the engine answers']],
  ]);
});

test('what was mended stands apart from what was not', () => {
  expect(groupChecks([check('one', { fixed: true }), check('two', { fixed: false })])).toHaveLength(2);
});
