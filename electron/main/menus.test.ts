import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { applicationMenu, trayView, type Machine, type MenuActions } from './menus.ts';

const done: string[] = [];
const note = (what: string) => (word?: string) => void done.push(`${what} ${word ?? ''}`.trim());
const actions: MenuActions = { show: note('show'), goTo: note('go to'), start: note('start'), restart: note('restart'), stop: note('stop'), about: note('about'), checkForUpdates: note('updates'), quit: note('quit') };

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
    expect(submenuOf(menu, 'shop: at work').filter(({ enabled }) => enabled === false).map(({ label }) => label)).toEqual(['Start', 'Restart', 'Stop', 'Apply file']);
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

  it('starts only what is not up, stops and restarts only what runs, and applies a file at any time', () => {
    const stack = submenuOf(applicationMenu({ platform: 'linux', machine, actions }), 'Stack');
    const possible = (name: string) => submenuOf(stack, name).filter(({ type, enabled }) => type !== 'separator' && enabled !== false).map(({ label }) => label);
    expect(possible('shop: all 9 ready')).toEqual(['Open', 'Logs', 'Restart', 'Stop', 'Apply file']);
    expect(possible('blog: stopped')).toEqual(['Open', 'Logs', 'Start', 'Apply file']);
    for (const label of ['Restart', 'Apply file']) click(submenuOf(stack, 'shop: all 9 ready').find((item) => item.label === label));
    expect(done.splice(0)).toEqual(['restart /a/stackyard.yaml', 'start /a/stackyard.yaml']);
  });

  it.each(['linux', 'darwin'] as const)('has labels of its own in sentence case, also where Electron does the work (%s)', (platform) => {
    const labels = applicationMenu({ platform, machine, actions }).flatMap(({ label = '', submenu }) => [label, ...(Array.isArray(submenu) ? submenu.filter(({ type }) => type !== 'separator').map((item) => item.label ?? `no label of ${item.role ?? ''}`) : [])]);
    expect(labels.filter((label) => / [A-Z]/.test(label.replace(/Stackyard/g, '')) || label.startsWith('no label'))).toEqual([]);
  });

  it('shows the keys of the screen', () => {
    click(submenuOf(applicationMenu({ platform: 'darwin', machine, actions }), 'Help').find(({ label }) => label === 'Keys'));
    expect(done.splice(0)).toEqual(['show ?keys=shown']);
  });

  it('is whole before the core answered', () => {
    const items = applicationMenu({ platform: 'darwin', machine: undefined, actions });
    expect(items.map(({ label, role }) => label ?? role)).toEqual(['Stackyard', 'File', 'Edit', 'Stack', 'Go', 'View', 'Window', 'Help']);
    expect(submenuOf(items, 'Stack')).toMatchObject([{ label: 'No stack yet' }]);
  });
});
