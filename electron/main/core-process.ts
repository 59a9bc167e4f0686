import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { complain } from './complain.ts';

export interface CoreProcessOptions {
  /** The bundled utility process, `out/desktop/core/core-process.js`. */
  readonly file: string;
  readonly args: readonly string[];
  /** A new process is there after the one before ended: whoever had a port needs another. */
  readonly onReplaced: () => void;
}

/** The process beside the window that is the core, or the way to the one that runs. */
export interface CoreProcess {
  /** A connection; what is sent before the process is up waits in it. */
  connect(): MessagePortMain;
  /** Of the process that is there now; undefined while none is. */
  pid(): number | undefined;
  /** Lets it end what it has open, for so long; then it is killed. */
  end(milliseconds?: number): Promise<void>;
  /** Without a word. */
  kill(): void;
}

const firstPause = 200;
const longestPause = 5_000;
/** One that lived so long (ms) is started again at once. */
const steady = 30_000;
const goodbyeMilliseconds = 20_000;

/** Starts the process, and another one whenever it ends by itself. */
export function startCoreProcess({ file, args, onReplaced }: CoreProcessOptions): CoreProcess {
  let ending = false;
  let failures = 0;
  let child = launch();
  /** By a signal that it cannot hold off: one that hangs or was stopped does not take another. */
  const kill = (): void => {
    ending = true;
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  };
  function launch(): UtilityProcess {
    const startedAt = performance.now();
    const started = utilityProcess.fork(file, [...args], { serviceName: 'Stackyard core', stdio: 'inherit' });
    started.once('exit', (code) => {
      if (ending) return;
      failures = performance.now() - startedAt > steady ? 0 : failures + 1;
      complain(`the core ended with ${code}; another one is started.`);
      setTimeout(() => {
        if (ending) return;
        child = launch();
        onReplaced();
      }, Math.min(longestPause, firstPause * 2 ** Math.min(failures, 10)));
    });
    return started;
  }
  return {
    connect() {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ type: 'connect' }, [port1]);
      return port2;
    },
    pid: () => child.pid,
    async end(milliseconds = goodbyeMilliseconds) {
      ending = true;
      if (child.pid === undefined) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.postMessage({ type: 'end' }, []);
      const late = setTimeout(kill, milliseconds);
      await ended;
      clearTimeout(late);
    },
    kill,
  };
}
