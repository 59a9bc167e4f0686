import { expect, it } from 'vitest';
import { endedInLoop } from './candidates.ts';
import type { Sight } from './look.ts';

type Containers = Pick<Sight, 'containers' | 'inspections'>;

function sightOf(...found: readonly (readonly [id: string, service: string, state: string, leftover?: true])[]): Containers {
  return {
    containers: found.map(([id, service, , leftover]) => ({ id, service, leftover: leftover === true })) as unknown as Sight['containers'],
    inspections: new Map(found.map(([id, , state]) => [id, { state }])) as unknown as Sight['inspections'],
  };
}

it.each([
  ['three crashes and an end', sightOf(['a', 'api', 'exited']), 3, ['api']],
  ['two crashes are no loop', sightOf(['a', 'api', 'exited']), 2, []],
  ['it runs again', sightOf(['a', 'api', 'running']), 5, []],
  ['the engine is about to start it', sightOf(['a', 'api', 'restarting']), 5, []],
  ['one that was replaced', sightOf(['a', 'api', 'exited', true]), 5, []],
  ['each service once', sightOf(['a', 'api', 'exited'], ['b', 'api', 'dead'], ['c', 'db', 'exited']), 4, ['api', 'db']],
])('what a command ended as a loop: %s', (_name, sight, crashes, expected) => {
  expect(endedInLoop(sight, { crashes: () => Array.from({ length: crashes }, (_, index) => index) })).toEqual(expected);
});
