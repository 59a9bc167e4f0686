import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { StackyardError } from '../../contract/errors.ts';
import type { EndedProcess } from './history.ts';
import type { ProcessPaths } from './paths.ts';
import type { CheckedSpec, ProcessStatus } from './protocol.ts';
import { writeRecords } from './records.ts';
import { SupervisedProcess } from './supervised-process.ts';

/** All host processes of one stack. */
export interface Supervisor extends AsyncDisposable {
  /** Does nothing when the same spec already runs; replaces a process with another spec. Resolves once it is started. */
  start(spec: CheckedSpec): Promise<void>;
  /** Resolves when it and its group are gone. */
  stop(service: string): Promise<void>;
  status(): readonly ProcessStatus[];
}

export function createSupervisor(paths: ProcessPaths, onEnd: (process: EndedProcess) => void): Supervisor {
  const processes = new Map<string, SupervisedProcess>();
  const queues = new Map<string, Promise<void>>();
  let closing = false;

  const record = (): void => writeRecords(paths.records, [...processes.values()].flatMap((each) => each.record() ?? []));
  /** One change at a time for each service: a stop and a start that cross would leave two processes or none. */
  const inTurn = (service: string, work: () => Promise<void>): Promise<void> => {
    const turn = (queues.get(service) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined).then(() => void (queues.get(service) === settled && queues.delete(service)));
    queues.set(service, settled);
    return turn;
  };
  const stop = async (service: string): Promise<void> => {
    const running = processes.get(service);
    if (running === undefined) return;
    await running.stop();
    processes.delete(service);
    record();
  };

  return {
    start: (spec) =>
      inTurn(spec.service, async () => {
        if (closing) throw new StackyardError('CONFLICT', `The host processes of this stack are being ended, ${spec.service} was not started.`, { service: spec.service, hint: 'Try again.' });
        const running = processes.get(spec.service);
        if (running !== undefined && isDeepStrictEqual(running.spec, spec)) return;
        if (statSync(spec.cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
          throw new StackyardError('NOT_FOUND', `The working directory ${spec.cwd} of ${spec.service} does not exist.`, { service: spec.service, hint: 'Create it, or correct the service in stackyard.yaml.' });
        }
        await stop(spec.service);
        const started = new SupervisedProcess(spec, { logPath: paths.logOf(spec.service), mark: paths.mark, onChange: record, onEnd });
        processes.set(spec.service, started);
        record();
        await started.started();
      }),
    stop: (service) => inTurn(service, () => stop(service)),
    status: () => [...processes.values()].map((each) => each.status()),
    async [Symbol.asyncDispose]() {
      closing = true;
      // A start that is under way is in the queues and perhaps not yet among the processes.
      await Promise.all([...new Set([...queues.keys(), ...processes.keys()])].map((service) => inTurn(service, () => stop(service))));
    },
  };
}
