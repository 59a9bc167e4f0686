import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktopPlace } from './open-desktop.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-electron-'));
  writeFileSync(join(folder, 'electron'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (environment: Readonly<Record<string, string>>, isRoot = false) => desktopPlace({ environment, platform: 'linux', isRoot, downloaded: join(folder, 'nothing') });

it('says why there is no desktop app', () => {
  const electron = { STACKYARD_ELECTRON: join(folder, 'electron') };
  expect(place(electron)).toEqual({ missing: 'there is no display' });
  expect(place({ DISPLAY: ':0' })).toMatchObject({ missing: expect.stringContaining('no Electron') as unknown });
  expect(place({ DISPLAY: ':0', STACKYARD_ELECTRON: '/nowhere/electron' })).toMatchObject({ missing: expect.stringContaining('/nowhere/electron, which is not there') as unknown });
  expect(place({ ...electron, DISPLAY: ':0' }, true)).toEqual({ missing: 'Chromium keeps no sandbox for root' });
});

it('attaches with an Electron that cannot load the store, and is the core itself with a newer one', () => {
  const environment = { DISPLAY: ':0', STACKYARD_ELECTRON: join(folder, 'electron') };
  expect(place(environment)).toEqual({ program: join(folder, 'electron'), args: ['--attach'] });
  writeFileSync(join(folder, 'version'), '33.2.1');
  expect(place(environment)).toMatchObject({ args: ['--attach'] });
  writeFileSync(join(folder, 'version'), '45.5.0');
  expect(place(environment)).toMatchObject({ args: [] });
});
