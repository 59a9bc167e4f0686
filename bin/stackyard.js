#!/usr/bin/env node
// Plain JavaScript: it starts on any Node from 20 on and finds the one that runs TypeScript as it is.
import { existsSync, readFileSync, statSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const minimumMajor = 24;
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

// An empty HOME would make every folder of the user one of the current folder; without it the account's own is asked for.
if (process.env.HOME === '') delete process.env.HOME;

/** The user's own folder: a shared temporary folder could hold code that somebody else put there. */
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? homedir(), 'stackyard', 'compile-cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'stackyard', 'compile-cache');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'stackyard', 'compile-cache');
}

/** The bundle that `npm run build` made, if its sources are still what it was made of; else the sources. */
function mainModule() {
  try {
    const bundle = join(root, 'out', 'cli', readFileSync(join(root, 'out', 'cli', 'current'), 'utf8'));
    const sources = JSON.parse(readFileSync(join(bundle, 'sources.json'), 'utf8'));
    const fresh = sources.every(([file, size, modified]) => {
      const found = statSync(join(root, file), { throwIfNoEntry: false });
      return found !== undefined && found.size === size && found.mtimeMs === modified;
    });
    if (fresh) return pathToFileURL(join(bundle, 'main.js')).href;
  } catch {
    // Never built, or half removed: the sources always work.
  }
  return new URL('../services/shells/cli/main.ts', import.meta.url).href;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function handOver() {
  if (!existsSync(pinnedNode)) fail(`stackyard needs Node ${minimumMajor} and this is Node ${process.versions.node}; its own is not installed.\nRun \`npm start\` (or \`npm ci\` with install scripts allowed) in ${root}, or use Node ${minimumMajor}.`);
  const { spawn } = await import('node:child_process');
  const child = spawn(pinnedNode, process.argv.slice(1), { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
  const forward = (signal) => child.kill(signal);
  // A terminal sends Ctrl-C to the child as well; the child takes two at once for one.
  for (const signal of signals) process.on(signal, forward);
  child.once('error', (error) => fail(`The pinned Node ${pinnedNode} does not start: ${error.message}\nRun \`npm ci\` in ${root}.`));
  child.once('exit', (code, signal) => {
    for (const each of signals) process.off(each, forward);
    if (signal === null) process.exit(code ?? 1);
    process.kill(process.pid, signal);
  });
}

if (Number.parseInt(process.versions.node, 10) < minimumMajor) {
  await handOver();
} else if (!existsSync(join(root, 'node_modules', 'commander'))) {
  fail(`The dependencies of stackyard are not installed.\nRun \`npm ci\` in ${root}.`);
} else {
  module.enableCompileCache(cacheFolder());
  const { main } = await import(mainModule());
  await main(process);
}
