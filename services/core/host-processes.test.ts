import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { otherOrigin, takeOverProcesses } from './host-processes.ts';
import { noteOrigin, originOf } from './processes/origin.ts';

const root = mkdtempSync(join(tmpdir(), 'origins-'));
const session = { stateDirectory: join(root, 'state') };
const shop = (file: string) => ({ name: 'shop', file: join(root, file) });
const owner = (): string | undefined => originOf(session.stateDirectory, 'shop');

beforeEach(() => {
  for (const folder of ['state', 'stackyard.yaml', 'dev.yaml']) rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(session.stateDirectory, { mode: 0o700 });
  writeFileSync(join(root, 'dev.yaml'), '');
});
afterAll(() => rmSync(root, { recursive: true }));

it('host processes of a stack file that is gone are the one\'s that takes the stack over, also when a new file comes in its place', () => {
  noteOrigin(session.stateDirectory, shop('stackyard.yaml'));
  takeOverProcesses(session, shop('dev.yaml'));
  writeFileSync(join(root, 'stackyard.yaml'), '');
  expect(otherOrigin(session, shop('dev.yaml'))).toBeUndefined();
  expect(otherOrigin(session, shop('stackyard.yaml'))).toBe(join(root, 'dev.yaml'));
});

it('stay noted by their file where a link leads to it', () => {
  noteOrigin(session.stateDirectory, shop('dev.yaml'));
  symlinkSync(root, join(root, 'link'));
  takeOverProcesses(session, shop('link/dev.yaml'));
  expect(owner()).toBe(join(root, 'dev.yaml'));
});

it('stay noted by a file that cannot be looked at', () => {
  for (const [name, target] of [['one', 'two'], ['two', 'one']] as const) symlinkSync(join(root, target), join(root, name));
  noteOrigin(session.stateDirectory, shop('one/stackyard.yaml'));
  takeOverProcesses(session, shop('dev.yaml'));
  expect(owner()).toBe(join(root, 'one/stackyard.yaml'));
});

it('of a file that is still there they stay, and where none was started nothing is noted', () => {
  takeOverProcesses(session, shop('dev.yaml'));
  expect(owner()).toBeUndefined();
  writeFileSync(join(root, 'stackyard.yaml'), '');
  noteOrigin(session.stateDirectory, shop('stackyard.yaml'));
  takeOverProcesses(session, shop('dev.yaml'));
  expect(owner()).toBe(join(root, 'stackyard.yaml'));
});
