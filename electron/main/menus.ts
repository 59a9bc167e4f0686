import type { MenuItemConstructorOptions } from 'electron';
import type { EngineView } from '../../services/contract/views/engine-view.ts';
import type { JobView } from '../../services/contract/views/job-view.ts';
import type { StackSummary } from '../../services/contract/views/stack-view.ts';
import { wordsOfStack } from './stack-words.ts';

/** What the core says of this machine. */
export interface Machine {
  readonly engine: EngineView;
  readonly stacks: readonly StackSummary[];
  readonly jobs: readonly JobView[];
}

/** What menus can do. */
export interface MenuActions {
  show(address: string | undefined): void;
  /** The screen of that name, of the stack at hand. */
  goTo(screen: string): void;
  start(file: string): void;
  stop(file: string): void;
  about(): void;
  checkForUpdates(): void;
  quit(): void;
}

/** In the order of the rail, which is that of the number keys; zero is taken by the size of the page. */
const screens = ['stack', 'services', 'logs', 'events', 'metrics', 'catalog', 'editor', 'volumes', 'export', 'doctor'] as const;
const numberKeys = 9;
const mostStacks = 10;

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const separator: MenuItemConstructorOptions = { type: 'separator' };

const isBusy = (machine: Machine | undefined, file: string): boolean => machine?.jobs.some((job) => job.file === file && job.state === 'running') === true;

function stackItems(machine: Machine | undefined, actions: MenuActions): MenuItemConstructorOptions[] {
  return (machine?.stacks ?? []).slice(0, mostStacks).map((stack) => {
    const { file, name } = stack;
    const free = machine?.engine.state === 'connected' && !isBusy(machine, file);
    return {
      id: `stack:${file}`,
      label: `${name}: ${isBusy(machine, file) ? 'at work' : wordsOfStack(stack).words}`,
      submenu: [
        { label: 'Open', click: () => actions.show(`/${encodeURIComponent(name)}/stack`) },
        { label: 'Logs', click: () => actions.show(`/${encodeURIComponent(name)}/logs`) },
        separator,
        { label: 'Start', enabled: free, click: () => actions.start(file) },
        { label: 'Stop', enabled: free, click: () => actions.stop(file) },
      ],
    };
  });
}

/** The menu of the window, or of the screen on macOS. Copy and paste need it there. */
export function applicationMenu({ platform, machine, actions }: { readonly platform: NodeJS.Platform; readonly machine: Machine | undefined; readonly actions: MenuActions }): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const about: MenuItemConstructorOptions[] = [{ label: 'About Stackyard', click: () => actions.about() }, { label: 'Check for updates…', click: () => actions.checkForUpdates() }];
  const quit: MenuItemConstructorOptions = { label: 'Quit Stackyard', accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() };
  const general: MenuItemConstructorOptions[] = [
    { label: 'Open or create a stack…', accelerator: 'CmdOrCtrl+O', click: () => actions.show('/-/open') },
    { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: () => actions.show('/-/settings') },
  ];
  const stacks = stackItems(machine, actions);
  return [
    ...(isMac ? [{ label: 'Stackyard', submenu: [...about, separator, { role: 'services' }, separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, quit] } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: [...general, separator, { role: 'close' }, ...(isMac ? [] : [separator, quit])] },
    { label: 'Edit', submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    { label: 'Stack', submenu: stacks.length > 0 ? stacks : [{ label: 'No stack yet', click: () => actions.show('/-/open') }] },
    {
      label: 'Go',
      submenu: screens.map((screen, index) => ({ label: capitalized(screen), ...(index < numberKeys ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}), enabled: stacks.length > 0, click: () => actions.goTo(screen) })),
    },
    { label: 'View', submenu: [{ role: 'reload' }, separator, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
    { label: 'Help', role: 'help', submenu: isMac ? [] : about },
  ];
}

export interface TrayView {
  readonly tooltip: string;
  readonly menu: MenuItemConstructorOptions[];
}

/** What the tray says and offers. */
export function trayView(machine: Machine | undefined, actions: MenuActions): TrayView {
  const lines = (machine?.stacks ?? []).filter(({ states }) => Object.keys(states).some((state) => state !== 'stopped')).map((stack) => `${stack.name}: ${wordsOfStack(stack).words}`);
  const engine = machine === undefined ? 'The core starts …' : machine.engine.state === 'lost' ? `No engine: ${machine.engine.reason}` : undefined;
  return {
    tooltip: engine ?? (lines.length > 0 ? `Stackyard\n${lines.join('\n')}` : 'Stackyard: nothing runs'),
    menu: [
      { label: 'Open Stackyard', click: () => actions.show(undefined) },
      separator,
      ...(engine === undefined ? stackItems(machine, actions) : [{ label: engine, enabled: false }]),
      separator,
      { label: 'Quit Stackyard', click: () => actions.quit() },
    ],
  };
}
