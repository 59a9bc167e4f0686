import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { applicationMenu, trayView, type Machine, type MenuActions } from './menus.ts';

const done: string[] = [];
const note = (what: string) => (word?: string) => void done.push(`${what} ${word ?? ''}`.trim());
const actions: MenuActions = { show: note('show'), goTo: note('go to'), start: note('start'), stop: note('stop'), about: note('about'), checkForUpdates: note('updates'), quit: note('quit') };

const machine: Machine = {
  engine: { state: 'connected', address: 'unix:///docker.sock', source: 'default socket', version: '27', apiVersion: '1.47' },
  stacks: [
    { file: '/a/stackyard.yaml', name: 'shop', directory: '/a', states: { ready: 9 }, openedAt: '2026-01-01T00:00:00.000Z' },
    { file: '/b/stackyard.yaml', name: 'blog', directory: '/b', states: { stopped: 2 }, openedAt: '2026-01-01T00:00:00.000Z' },
  ],
  jobs: [],
};

const submenuOf = (items: readonly MenuItemConstructorOptions[], label: string): readonly MenuItemConstructorOptions[] => {
  const { submenu } = items.find((item) => item.label === label) ?? {};
  return Array.isArray(submenu) ? submenu : [];
};
/** Electron's own parameters are not used by these. */
const click = (item: MenuItemConstructorOptions | undefined): void => (item?.click as (() => void) | undefined)?.();

describe('the tray', () => {
  it('says what runs, and starts and stops each stack', () => {
    const { tooltip, menu } = trayView(machine, actions);
    expect(tooltip).toBe('Stackyard\nshop: all 9 ready');
    click(submenuOf(menu, 'shop: all 9 ready').find(({ label }) => label === 'Stop'));
    click(submenuOf(menu, 'blog: stopped').find(({ label }) => label === 'Start'));
    expect(done.splice(0)).toEqual(['stop /a/stackyard.yaml', 'start /b/stackyard.yaml']);
  });

  it('offers nothing that cannot be done now', () => {
    const jobs: Machine['jobs'] = [{ id: '1', file: '/a/stackyard.yaml', stack: 'shop', verb: 'up', services: [], state: 'running', steps: { done: 0, total: 0 }, startedAt: '2026-01-01T00:00:00.000Z' }];
    const { menu } = trayView({ ...machine, jobs }, actions);
    expect(submenuOf(menu, 'shop: at work').filter(({ enabled }) => enabled === false).map(({ label }) => label)).toEqual(['Start', 'Stop']);
    const lost = trayView({ ...machine, engine: { state: 'lost', reason: 'connection refused', since: '2026-01-01T00:00:00.000Z' } }, actions);
    expect(lost.tooltip).toBe('No engine: connection refused');
    expect(lost.menu.some(({ label }) => label?.startsWith('shop'))).toBe(false);
    expect(trayView(undefined, actions).tooltip).toBe('The core starts …');
  });
});

describe('the menu', () => {
  it('leads to each screen of the stack by a number', () => {
    const go = submenuOf(applicationMenu({ platform: 'linux', machine, actions }), 'Go');
    expect(go.map(({ label, accelerator }) => `${label} ${String(accelerator)}`).slice(0, 3)).toEqual(['Stack CmdOrCtrl+1', 'Services CmdOrCtrl+2', 'Logs CmdOrCtrl+3']);
    expect(go.map(({ label }) => label).slice(-2)).toEqual(['Export', 'Doctor']);
    click(go[2]);
    expect(done.splice(0)).toEqual(['go to logs']);
  });

  it('is whole before the core answered', () => {
    const items = applicationMenu({ platform: 'darwin', machine: undefined, actions });
    expect(items.map(({ label, role }) => label ?? role)).toEqual(['Stackyard', 'File', 'Edit', 'Stack', 'Go', 'View', 'windowMenu', 'Help']);
    expect(submenuOf(items, 'Stack')).toMatchObject([{ label: 'No stack yet' }]);
  });
});
