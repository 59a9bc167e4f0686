// Runs scripts/<name>.ts on the pinned Node with the dependencies of the lock file, from whatever Node (20 or later) is there.
// Plain JavaScript: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const modules = join(root, 'node_modules');
const mark = join(modules, '.stackyard-installed');
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function say(message) {
  process.stderr.write(`stackyard: ${message}\n`);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (error) throw error;
  if (status !== 0) {
    say(`"${command} ${args.join(' ')}" failed with exit code ${status}; its words are above.`);
    process.exit(1);
  }
}

function installDependencies() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(pinnedNode) && existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  say('installing the dependencies of package-lock.json and the pinned Node …');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  run('npm', ['rebuild', '--ignore-scripts=false', ...allowed]);
  writeFileSync(mark, lock);
}

const [name, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (!name || !existsSync(script)) {
  say(`there is no script "${name}" in scripts/.`);
  process.exit(2);
}
installDependencies();
const child = spawn(pinnedNode, [script, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(modules, '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
