import { EventEmitter } from 'node:events';
import { parseArgs } from 'node:util';
import type { App } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';
import { runOwnProgram } from './own-program.ts';

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
});

async function run(name: string) {
  const words: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => words.push(String(text)) > 0);
  const exit = vi.fn<(code: number) => void>();
  const app = Object.assign(new EventEmitter(), { exit, disableHardwareAcceleration: vi.fn<() => void>(), getPath: () => '/home/a/.config/Stackyard', setPath: vi.fn<(name: string, path: string) => void>() });
  await runOwnProgram(app as unknown as App, { name, words: ['--state', '/x'] });
  return { words: words.join(''), exit, app };
}

test.each(['nothing', '../main', 'backup-worker', ''])('"%s" is no program to start the app as', async (name) => {
  const { words, exit } = await run(name);
  expect(words).toContain(`no program "${name}"`);
  expect(exit).toHaveBeenCalledExactlyOnceWith(1);
});

test('a program that cannot be loaded ends the process and says why, where a dialog would wait for ever', async () => {
  const { words, exit } = await run('keeper');
  expect(words).toMatch(/core\/keeper\.js/);
  expect(exit).toHaveBeenCalledExactlyOnceWith(1);
});

test('its words stand where a program on Node finds them', async () => {
  await run('keeper');
  expect(parseArgs({ options: { state: { type: 'string' } } }).values).toEqual({ state: '/x' });
});

test('the profile of the app is left to the app', async () => {
  const { app } = await run('keeper');
  expect(app.setPath).toHaveBeenCalledExactlyOnceWith('userData', '/home/a/.config/Stackyard/program-keeper');
});

test('quitting is the signal that the program knows', async () => {
  const { app } = await run('keeper');
  const told = vi.fn<() => void>();
  process.once('SIGTERM', told);
  const preventDefault = vi.fn<() => void>();
  app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledOnce();
});
