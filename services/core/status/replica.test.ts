import { describe, expect, it } from 'vitest';
import { replicaState, serviceState, type ReplicaFacts } from './replica.ts';

const running: ReplicaFacts = { state: 'running', exitCode: 0, outOfMemory: false, restarts: 0, sinceStart: 90_000, probe: { ready: true } };
const wanted = { wanted: true, readyTimeout: 60_000 };

describe('replicaState', () => {
  it.each<[string, ReplicaFacts | undefined, ReturnType<typeof replicaState>]>([
    ['answers', running, { state: 'ready' }],
    ['does not answer yet', { ...running, sinceStart: 500, probe: { ready: false, reason: 'LOADING' } }, { state: 'starting', cause: 'LOADING' }],
    ['does not answer any more', { ...running, probe: { ready: false, reason: 'no answer within 2 s' } }, { state: 'unready', cause: 'no answer within 2 s' }],
    ['is frozen', { ...running, state: 'paused' }, { state: 'unready', cause: 'paused: the container is frozen and does not answer' }],
    ['crashed', { ...running, state: 'exited', exitCode: 3 }, { state: 'failed', cause: 'exited with code 3' }],
    ['ran out of memory', { ...running, state: 'exited', exitCode: 137, outOfMemory: true, memoryBytes: 32 * 2 ** 20 }, { state: 'failed', cause: 'out of memory: killed at its limit of 32 MiB (exit code 137)' }],
    ['is between two crashes', { ...running, state: 'restarting', exitCode: 3, restarts: 5 }, { state: 'crash-looping', cause: 'restarted 5 times, last exited with code 3' }],
    ['runs for some milliseconds of a crash loop', { ...running, exitCode: 0, restarts: 5, sinceStart: 20, probe: { ready: true } }, { state: 'crash-looping', cause: 'restarted 5 times' }],
    ['could not be started', { ...running, state: 'created', engineError: 'exec: no such file' }, { state: 'failed', cause: 'exec: no such file' }],
    ['is not there', undefined, { state: 'stopped' }],
  ])('says what a replica is that %s', (_case, facts, expected) => {
    expect(replicaState(facts, wanted)).toEqual(expected);
  });

  it('calls an exited replica stopped when nobody wants it', () => {
    expect(replicaState({ ...running, state: 'exited', exitCode: 143 }, { ...wanted, wanted: false })).toEqual({ state: 'stopped' });
  });
});

describe('serviceState', () => {
  it('is as well as the worst replica', () => {
    expect(serviceState([{ state: 'ready' }, { state: 'failed', cause: 'exited with code 1' }])).toEqual({ state: 'failed', cause: 'exited with code 1' });
  });
});
