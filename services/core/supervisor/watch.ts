import type { UpOptions } from '../../contract/core.ts';
import type { Progress } from '../../contract/results.ts';
import type { Session } from '../session.ts';
import { createSupervisor } from './supervisor.ts';
import type { SupervisorChange } from './types.ts';

/** `up --watch`: tells what changes and starts again what the user wants up, until aborted. */
export async function* watch(session: Session, { file }: Pick<UpOptions, 'file'>, signal: AbortSignal): AsyncGenerator<Progress> {
  await using supervisor = await createSupervisor(session);
  const changes = supervisor.changes(signal);
  await supervisor.follow(file);
  for await (const batch of changes) for (const change of batch) yield* progressOf(change);
}

/** A change in the words of a command's progress. */
export function progressOf(change: SupervisorChange): readonly Progress[] {
  const note = (message: string): readonly Progress[] => [{ type: 'note', message }];
  switch (change.type) {
    case 'service': {
      if (change.before === change.state) return [];
      const { service, state, cause } = change;
      return [{ type: 'service', service, state, ...(cause === undefined ? {} : { cause }) }];
    }
    case 'engine':
      if (change.engine.state === 'lost') return note(`the engine is not answering: ${change.engine.reason}`);
      if (change.restarted === true) return note('the engine was restarted');
      return change.awaySeconds === undefined ? [] : note(`the engine answers again; it could not be reached for ${change.awaySeconds} s`);
    case 'heal':
      return healWords(change);
    case 'woke':
      return note(`nothing was watched for ${change.seconds} s: the machine slept`);
    case 'note':
      return note(change.message);
    case 'stack':
      return change.problem === undefined ? [] : note(`the stack file is not followed: ${change.problem}`);
    case 'command':
    case 'resync':
      return [];
  }
}

function healWords({ phase, services, message }: Extract<SupervisorChange, { type: 'heal' }>): readonly Progress[] {
  const names = services.join(', ');
  switch (phase) {
    case 'started':
      return [{ type: 'note', message: `${names} ended and ${services.length === 1 ? 'is' : 'are'} started again` }];
    case 'done':
      return [];
    case 'failed':
      return [{ type: 'note', message: `starting ${names} again failed: ${message ?? ''}` }];
    case 'gave-up':
      return message === undefined ? [] : [{ type: 'note', message }];
  }
}
