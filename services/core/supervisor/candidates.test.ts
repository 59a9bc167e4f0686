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
  { what: 'three crashes and an end', sight: sightOf(['a', 'api', 'exited']), crashes: 3, expected: ['api'] },
  { what: 'two crashes are no loop', sight: sightOf(['a', 'api', 'exited']), crashes: 2, expected: [] },
  { what: 'it runs again', sight: sightOf(['a', 'api', 'running']), crashes: 5, expected: [] },
  { what: 'the engine is about to start it', sight: sightOf(['a', 'api', 'restarting']), crashes: 5, expected: [] },
  { what: 'one that was replaced', sight: sightOf(['a', 'api', 'exited', true]), crashes: 5, expected: [] },
  { what: 'each service once', sight: sightOf(['a', 'api', 'exited'], ['b', 'api', 'dead'], ['c', 'db', 'exited']), crashes: 4, expected: ['api', 'db'] },
])('what a command ended as a loop: $what', ({ sight, crashes, expected }) => {
  expect(endedInLoop(sight, { crashes: () => Array.from({ length: crashes }, (_, index) => index) })).toEqual(expected);
});
