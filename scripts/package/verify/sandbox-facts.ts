import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What the kernel says of a process of the app. */
export interface ProcessFacts {
  readonly pid: number;
  /** Chromium's word for it: renderer, gpu-process, zygote, utility; `browser` for the first one. */
  readonly kind: string;
  readonly uid: number;
  /** Filtered system calls (`Seccomp: 2`). */
  readonly filtered: boolean;
  readonly noNewPrivileges: boolean;
  /** Chromium's first layer: namespaces of its own, had by a user namespace, or of the setuid helper, which needs none. */
  readonly isolation: 'user-namespace' | 'setuid-helper' | 'none';
  readonly switchedOff: boolean;
}

const statusOf = (pid: number): ReadonlyMap<string, string> => new Map(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(':\t') as [string, string]));

/** Words of a command line, as /proc shows them. Chromium joins those of its children with blanks. */
const wordsOf = (text: string): readonly string[] => text.split(/[\0 ]+/).filter((word) => word !== '');

/** The processes whose program is the given one, compared with this process's namespaces. */
export function processFacts(program: string): readonly ProcessFacts[] {
  const facts: ProcessFacts[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    try {
      const words = wordsOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      if (words[0] !== program) continue;
      const status = statusOf(pid);
      const isOwn = (kind: string): boolean => readlinkSync(`/proc/${pid}/ns/${kind}`) === readlinkSync(`/proc/self/ns/${kind}`);
      facts.push({
        pid,
        kind: words.find((word) => word.startsWith('--type='))?.slice('--type='.length) ?? 'browser',
        uid: Number(status.get('Uid')?.split('\t')[0]),
        filtered: status.get('Seccomp') === '2',
        noNewPrivileges: status.get('NoNewPrivs') === '1',
        isolation: isOwn('user') ? (isOwn('pid') ? 'none' : 'setuid-helper') : 'user-namespace',
        switchedOff: words.some((word) => /^--(no-sandbox|disable-seccomp-filter-sandbox|disable-setuid-sandbox)$/.test(word)),
      });
    } catch (error) {
      // It ended while it was looked at.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return facts;
}

/** What is wrong with the sandbox of an app that shows a page; empty when all holds. */
export function sandboxFaults(facts: readonly ProcessFacts[]): readonly string[] {
  const renderers = facts.filter(({ kind }) => kind === 'renderer');
  return [
    ...(renderers.length === 0 ? ['there is no renderer'] : []),
    ...facts.filter(({ uid }) => uid === 0).map(({ kind, pid }) => `${kind} ${pid} runs as root`),
    ...facts.filter(({ switchedOff }) => switchedOff).map(({ kind, pid }) => `${kind} ${pid} was started with its sandbox off`),
    ...renderers.filter(({ isolation }) => isolation === 'none').map(({ pid }) => `renderer ${pid} has no namespaces of its own`),
    ...renderers.filter(({ filtered, noNewPrivileges }) => !filtered || !noNewPrivileges).map(({ pid }) => `renderer ${pid} has no filter of system calls`),
  ];
}
