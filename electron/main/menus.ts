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
  /** Does what the stack's file says; what is as it says is left alone. */
  start(file: string): void;
  restart(file: string): void;
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

/** Electron's own labels are in title case. */
const sentence = (role: NonNullable<MenuItemConstructorOptions['role']>, label: string): MenuItemConstructorOptions => ({ role, label });

const isBusy = (machine: Machine | undefined, file: string): boolean => machine?.jobs.some((job) => job.file === file && job.state === 'running') === true;

function stackItems(machine: Machine | undefined, actions: MenuActions): MenuItemConstructorOptions[] {
  return (machine?.stacks ?? []).slice(0, mostStacks).map((stack) => {
    const { file, name, states } = stack;
    const isKnown = Object.keys(states).length > 0;
    const allReady = isKnown && Object.keys(states).every((state) => state === 'ready');
    const nothingRuns = isKnown && Object.keys(states).every((state) => state === 'stopped');
    const free = machine?.engine.state === 'connected' && !isBusy(machine, file);
    return {
      id: `stack:${file}`,
      label: `${name}: ${isBusy(machine, file) ? 'at work' : wordsOfStack(stack).words}`,
      submenu: [
        { label: 'Open', click: () => actions.show(`/${encodeURIComponent(name)}/stack`) },
        { label: 'Logs', click: () => actions.show(`/${encodeURIComponent(name)}/logs`) },
        separator,
        { label: 'Start', enabled: free && !allReady, click: () => actions.start(file) },
        { label: 'Restart', enabled: free && !nothingRuns, click: () => actions.restart(file) },
        { label: 'Stop', enabled: free && !nothingRuns, click: () => actions.stop(file) },
        separator,
        { label: 'Apply file', enabled: free, click: () => actions.start(file) },
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
    ...(isMac ? [{ label: 'Stackyard', submenu: [...about, separator, sentence('services', 'Services'), separator, sentence('hide', 'Hide Stackyard'), sentence('hideOthers', 'Hide others'), sentence('unhide', 'Show all'), separator, quit] } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: [...general, separator, sentence('close', 'Close'), ...(isMac ? [] : [separator, quit])] },
    { label: 'Edit', submenu: [sentence('undo', 'Undo'), sentence('redo', 'Redo'), separator, sentence('cut', 'Cut'), sentence('copy', 'Copy'), sentence('paste', 'Paste'), sentence('selectAll', 'Select all')] },
    { label: 'Stack', submenu: stacks.length > 0 ? stacks : [{ label: 'No stack yet', click: () => actions.show('/-/open') }] },
    {
      label: 'Go',
      submenu: screens.map((screen, index) => ({ label: capitalized(screen), ...(index < numberKeys ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}), enabled: stacks.length > 0, click: () => actions.goTo(screen) })),
    },
    { label: 'View', submenu: [sentence('reload', 'Reload'), separator, sentence('resetZoom', 'Actual size'), sentence('zoomIn', 'Zoom in'), sentence('zoomOut', 'Zoom out'), separator, sentence('togglefullscreen', 'Full screen'), sentence('toggleDevTools', 'Developer tools')] },
    { label: 'Window', role: 'window', submenu: [sentence('minimize', 'Minimize'), ...(isMac ? [sentence('zoom', 'Zoom'), separator, sentence('front', 'Bring all to front')] : [])] },
    { label: 'Help', role: 'help', submenu: [{ label: 'Keys', click: () => actions.show('?keys=shown') }, ...(isMac ? [] : [separator, ...about])] },
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
