import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../stackyard.ts';
import { fitElectron, fitLibrary } from './node-api.ts';

const library = readFileSync(join(projectRoot, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'));

it('changes one byte of the library that the project has, in a copy', () => {
  const before = Buffer.from(library);
  const fit = fitLibrary(library);
  expect([...fit.keys()].filter((at) => fit[at] !== before[at]).map((at) => [before[at], fit[at]])).toEqual([[10, 9]]);
  expect(library.equals(before)).toBe(true);
});

it('refuses a program that it does not know, and one where the place is not certain', () => {
  expect(() => fitLibrary(fitLibrary(library))).toThrow("In better-sqlite3's native library the place to change for verification is not there.");
  expect(() => fitLibrary(Buffer.concat([library, library]))).toThrow('more than once');
  expect(() => fitElectron(library)).toThrow("In the prepared Electron's program the place to change for verification is not there.");
});
