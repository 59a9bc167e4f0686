import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsChangeSchema, settingsSchema } from '../../contract/views/settings-view.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { openSession, type Session } from '../session.ts';
import { openAppSettings } from './app-settings.ts';
import { installation } from './installation.ts';
import { withoutPersonal } from './report.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let session: Session;

beforeEach(async () => {
  scratch = await scratchDirectory();
  session = openSession({ environment: { STACKYARD_HOME: scratch.file('home'), HOME: scratch.path }, resourcesDirectory: join(import.meta.dirname, '..', '..', '..') });
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

describe('settings', () => {
  it('have defaults, are kept, and are the same for another process', async () => {
    const settings = await session.settings();
    expect(settings.current).toEqual({ heal: true, eventDays: 30, metricDays: 30, closeToTray: true, notifyTrouble: true, notifyReady: true });
    await settings.change({ heal: false, eventDays: 7 });
    const other = await openAppSettings(await session.store());
    expect(other.current).toMatchObject({ heal: false, eventDays: 7, metricDays: 30 });
    await other.change({ heal: true });
    const heard = settings.changed.count;
    expect(settings.current.heal).toBe(false);
    expect((await settings.refresh()).heal).toBe(true);
    expect(settings.changed.count).toBe(heard + 1);
    await settings.refresh();
    expect(settings.changed.count).toBe(heard + 1);
  });

  it('that are damaged fall back, each alone', async () => {
    const store = await session.store();
    await store.settings.set('app:eventDays', -5, 'app');
    await store.settings.set('app:heal', 'no', 'app');
    await store.settings.set('app:metricDays', 3, 'app');
    await store.settings.set('app:ofANewerVersion', 1, 'app');
    expect((await openAppSettings(store)).current).toMatchObject({ eventDays: 30, heal: true, metricDays: 3 });
  });

  it.each([{ eventDays: 0 }, { eventDays: 3_651 }, { metricDays: 1.5 }, { metricDays: Number.NaN }, { heal: 'yes' }, { theme: 'dark' }])('%j is refused by the contract', (change) => {
    expect(settingsChangeSchema.safeParse(change).success).toBe(false);
  });

  it('can each be changed', () => {
    expect(Object.keys(settingsChangeSchema.shape)).toEqual(Object.keys(settingsSchema.shape));
  });
});

it('an installation says who else could read its secrets', async () => {
  await session.store();
  const place = scratch.file('home/stacks/shop');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'secrets.json'), '{}', { mode: 0o600 });
  const host = { session, version: '1.2.3' };
  expect(await installation(host)).toMatchObject({ version: '1.2.3', stateDirectory: scratch.file('home'), directoryMode: '0700', secrets: { files: 1, exposed: [] }, notices: [] });
  expect((await installation(host)).databaseBytes).toBeGreaterThan(1_000);
  await chmod(join(place, 'secrets.json'), 0o644);
  expect((await installation(host)).secrets.exposed).toEqual([join(place, 'secrets.json')]);
  const { directoryMode, secrets } = await installation(host, 'win32');
  expect([directoryMode, secrets.exposed]).toEqual([undefined, []]);
});

it('a report names neither the user’s folder nor what stands before an address', () => {
  expect(withoutPersonal('tcp://ada:secret@10.0.0.1:2376 in /home/ada/.local', '/home/ada')).toBe('tcp://…@10.0.0.1:2376 in ~/.local');
  expect(withoutPersonal('/usr/bin', '/')).toBe('/usr/bin');
});
