import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** An account without rights, with a home of its own; both are gone when it is disposed. */
export interface OrdinaryUser extends AsyncDisposable {
  readonly name: string;
  readonly home: string;
  /** Environment of a program of the user: nothing of ours but the path and the language. */
  environment(more?: Readonly<Record<string, string>>): Record<string, string>;
  /** Program and arguments that run a command line as the user. */
  command(line: readonly string[]): readonly [string, readonly string[]];
  /** A file that runs a program as the user, for what wants a program and adds its own arguments. */
  launcher(program: string): string;
}

/** Needs root. The user may talk to the Docker Engine where its group is there, as `usermod -aG docker` lets a person. */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  const name = `stackyard-verify-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'stackyard-verify-'));
  await execute('chmod', ['755', folder]);
  const home = join(folder, 'home');
  const docker = await execute('getent', ['group', 'docker']).then(() => ['--groups', 'docker'], () => []);
  await execute('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', ...docker, name]);
  const as = ['setpriv', `--reuid=${name}`, `--regid=${name}`, '--init-groups'];
  return {
    name,
    home,
    environment: (more = {}) => ({ HOME: home, USER: name, LOGNAME: name, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', XDG_RUNTIME_DIR: join(home, '.run'), ...more }),
    command: (line) => ['/usr/bin/env', [...as, ...line]],
    launcher(program) {
      const file = join(folder, 'launch');
      writeFileSync(file, `#!/bin/sh\nexec ${as.join(' ')} ${program} "$@"\n`, { mode: 0o755 });
      return file;
    },
    async [Symbol.asyncDispose]() {
      await execute('userdel', [name]);
      await execute('rm', ['-rf', folder]);
    },
  };
}
