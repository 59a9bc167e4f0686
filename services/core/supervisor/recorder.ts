import { asStackyardError } from '../../contract/errors.ts';
import type { NewEvent, Store } from '../../store/index.ts';
import type { CoreDetail, StackDetail } from './types.ts';

type Detail = StackDetail | CoreDetail;

/** What a change is in the history; undefined for what is recorded elsewhere (a heal is a command) or is none. */
export function eventOf(stack: string, change: Detail): NewEvent | undefined {
  switch (change.type) {
    case 'service': {
      const { state, service, cause, before, seenLate } = change;
      const status = state === 'failed' || state === 'crash-looping' ? 'failed' : state === 'unready' ? 'warning' : 'info';
      const details = { ...(cause === undefined ? {} : { cause }), ...(before === undefined ? {} : { before }), ...(seenLate === true ? { seenLate } : {}) };
      return { stack, type: `service.${state}`, service: service.slice(0, 50), status, details };
    }
    case 'heal': {
      if (change.phase !== 'gave-up') return undefined;
      const [only] = change.services;
      const service = change.services.length === 1 && only !== undefined ? { service: only.slice(0, 50) } : {};
      return { stack, type: 'heal.gave-up', ...service, status: 'failed', details: { services: change.services, message: change.message } };
    }
    case 'engine': {
      const { engine, restarted, awaySeconds } = change;
      if (engine.state === 'lost') return { stack, type: 'engine.lost', status: 'warning', details: { reason: engine.reason } };
      return { stack, type: restarted === true ? 'engine.restarted' : 'engine.back', status: 'info', details: awaySeconds === undefined ? {} : { message: `it could not be reached for ${awaySeconds} s` } };
    }
    case 'woke':
      return { stack, type: 'core.woke', status: 'info', details: { seconds: change.seconds } };
    case 'note':
      return { stack, type: 'note', status: 'info', details: { message: change.message } };
    case 'command': // writes its own history
    case 'stack':
      return undefined;
  }
}

export interface Recorder {
  record(stack: string, change: Detail): void;
  /** Resolves when all is on disk. */
  settled(): Promise<void>;
}

/** Writes the history behind everything else: a disk that is full must not stop the watch. */
export function createRecorder(store: Store, complain: (message: string) => void): Recorder {
  const open = new Set<Promise<void>>();
  let complained = false;
  const write = async (event: NewEvent): Promise<void> => {
    try {
      await store.events.append(event);
      complained = false;
    } catch (error) {
      if (!complained) complain(`what happens cannot be recorded: ${asStackyardError(error).message}`);
      complained = true;
    }
  };
  return {
    record(stack, change) {
      const event = eventOf(stack, change);
      if (event === undefined) return;
      const written = write({ ...event, timestamp: new Date() }).finally(() => open.delete(written));
      open.add(written);
    },
    async settled() {
      await Promise.all(open);
    },
  };
}
