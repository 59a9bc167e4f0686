import { expect, test } from 'vitest';
import type { ProcessStatus } from '../processes/index.ts';
import { processState } from './process.ts';

const at = '2026-01-31T09:00:00.000Z';
const now = Date.parse(at) + 400;
const missing = { code: 127, signal: null, at, error: 'program vite was not found' };
const kept = (changes: Partial<ProcessStatus>): ProcessStatus => ({ name: 'web', state: 'running', restarts: 0, since: at, ...changes });
const young = { ready: false, reason: 'started less than 1.5 s ago' } as const;

test.each([
  { what: 'after its first end', found: kept({ state: 'restarting', lastExit: missing }), state: 'starting', cause: 'exited with code 127: program vite was not found; it is started again' },
  { what: 'while it keeps ending', found: kept({ state: 'crash-looping', restarts: 3, lastExit: missing }), state: 'crash-looping', cause: 'restarted 3 times, last it exited with code 127: program vite was not found' },
  { what: 'while it runs again, but not for long', found: kept({ restarts: 1, lastExit: missing }), state: 'starting', cause: 'started less than 1.5 s ago; restarted once, last it exited with code 127: program vite was not found' },
  { what: 'that a signal ended it', found: kept({ state: 'restarting', restarts: 2, lastExit: { code: null, signal: 'SIGKILL', at } }), state: 'starting', cause: 'restarted 2 times, last it was ended by SIGKILL' },
  { what: 'that it could not be started at all', found: kept({ state: 'restarting', lastExit: { code: null, signal: null, at, error: 'spawn /bin/sh EAGAIN' } }), state: 'starting', cause: 'could not be started: spawn /bin/sh EAGAIN; it is started again' },
])('a host process says $what', ({ found, state, cause }) => {
  expect(processState(found, young, now)).toEqual({ state, cause });
});

test('one that is well says nothing of what was before', () => {
  expect(processState(kept({ restarts: 3, lastExit: missing }), { ready: true }, now)).toEqual({ state: 'ready' });
});
