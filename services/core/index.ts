import { config } from 'zod';
import type { Core } from '../contract/core.ts';
import { createCore } from './core.ts';
import { openSession, type SessionOptions } from './session.ts';

/**
 * A core for one process. Opening costs nothing: the engine, the store and each verb's code are loaded at the first call
 * that needs them.
 */
export async function openCore(options: SessionOptions): Promise<Core> {
  // Before most schemas are made: compiling each to a function of its own takes longer than the few documents of a command take to check.
  config({ jitless: true });
  return Promise.resolve(createCore(openSession(options)));
}

/** The core of this user, which the shells share, where one answers now. */
export async function runningCore(environment: SessionOptions['environment']) {
  const { mayRun } = await import('./core-process/running-core.ts');
  if (!mayRun(environment)) return undefined;
  const core = await shareCore(environment);
  return (await core.isThere()) ? core : undefined;
}

/** The core of this user, which the shells share: where it listens, and a new one where none answers. */
export async function shareCore(environment: SessionOptions['environment']) {
  const { coreOfUser } = await import('./core-process/core-of-user.ts');
  return coreOfUser(environment);
}
