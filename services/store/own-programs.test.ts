import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandOf, programAsked, programFile, resourcesDirectoryOf } from './own-programs.ts';

const node = { execPath: '/opt/node', platform: 'linux', versions: {} } as const;
const linux = { execPath: '/opt/Stackyard/stackyard-desktop', platform: 'linux', versions: { electron: '45.5.0' }, resourcesPath: '/opt/Stackyard/resources' } as const;
const mac = { execPath: '/Applications/Stackyard.app/Contents/Frameworks/Stackyard Helper (Plugin).app/Contents/MacOS/Stackyard Helper (Plugin)', platform: 'darwin', versions: { electron: '45.5.0' }, resourcesPath: '/Applications/Stackyard.app/Contents/Resources' } as const;
const packed = '/opt/Stackyard/resources/app.asar/out/desktop/keeper.js';
const words = ['--state', '/home/a/x y', '--stack', 'shop'];

test('from the sources a program is its source', () => {
  expect(existsSync(programFile('backup-worker', new URL('./backup-worker.ts', import.meta.url)))).toBe(true);
});

test('templates lie beside the archive of a packaged app, and in the project else', () => {
  expect(resourcesDirectoryOf('/opt/Stackyard/resources/app.asar')).toBe('/opt/Stackyard/resources');
  expect(resourcesDirectoryOf('/home/a/stackyard')).toBe('/home/a/stackyard');
});

test('a Node runs the file itself', () => {
  expect(commandOf('keeper', '/p/keeper.ts', { words, runtime: node })).toEqual(['/opt/node', ['/p/keeper.ts', ...words]]);
  expect(commandOf('keeper', packed, { words, runtime: node })).toEqual(['/opt/node', [packed, ...words]]);
});

test('a packaged app is started again, told what to be, and needs no display for it', () => {
  const [program, args] = commandOf('keeper', packed, { words, runtime: linux });
  expect(program).toBe(linux.execPath);
  expect(args).toEqual(['--ozone-platform=headless', '--stackyard-program=keeper', '--', ...words]);
  expect(programAsked([program, ...args])).toEqual({ name: 'keeper', words });
});

test('on macOS it is the app that is started, not the helper that asks', () => {
  expect(commandOf('keeper', packed.replace('/opt/Stackyard/resources', mac.resourcesPath), { words, runtime: mac })[0]).toBe('/Applications/Stackyard.app/Contents/MacOS/Stackyard');
});

test('an ordinary start, or a file of that name given to it, asks for no program', () => {
  expect(programAsked([linux.execPath, 'stackyard://open/shop'])).toBeUndefined();
  expect(programAsked([linux.execPath, '--', '--stackyard-program=keeper'])).toBeUndefined();
});
