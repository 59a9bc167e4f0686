import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { guardContents, guardPermissions, isForBrowser, isOurs } from './guards.ts';

test.each(['app://stackyard.evil/', 'app://stackyard@evil/', 'app:stackyard', 'file:///etc/passwd', 'https://stackyard/', 'javascript:alert(1)', 'not an address', ''])('%s is not ours', (address) => {
  expect(isOurs(address)).toBe(false);
});

test('pages of ours are ours, wherever they are', () => {
  expect(isOurs('app://stackyard/index.html#/shop/stack')).toBe(true);
});

test.each(['file:///etc/passwd', 'smb://host/share', 'javascript:alert(1)', 'stackyard://x', ' '])('%s is nothing for the browser', (address) => {
  expect(isForBrowser(address)).toBe(false);
});

function contentsUnderGuard() {
  const app = new EventEmitter();
  const opened: string[] = [];
  guardContents(app as unknown as App, (address) => opened.push(address));
  const open = vi.fn<(handler: (details: { url: string }) => { action: string }) => void>();
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: open });
  app.emit('web-contents-created', {}, contents);
  const prevented = (event: string, url: string): boolean => {
    const preventDefault = vi.fn<() => void>();
    contents.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { prevented, opened, openWindow: (url: string) => open.mock.calls[0]?.[0]({ url }) };
}

test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leaves our pages for nothing', (event) => {
  const { prevented } = contentsUnderGuard();
  expect(prevented(event, 'https://example.org/')).toBe(true);
  expect(prevented(event, 'app://stackyard/')).toBe(false);
});

test('no window is opened: web addresses go to the browser, others nowhere; no page holds a webview', () => {
  const { prevented, opened, openWindow } = contentsUnderGuard();
  expect([openWindow('https://example.org/'), openWindow('file:///etc/passwd')]).toEqual([{ action: 'deny' }, { action: 'deny' }]);
  expect(opened).toEqual(['https://example.org/']);
  expect(prevented('will-attach-webview', 'app://stackyard/')).toBe(true);
});

test('of all permissions only writing to the clipboard is given, and only to our pages', () => {
  let check: ((contents: null, permission: string, from: string) => boolean) | undefined;
  let device: (() => boolean) | undefined;
  const answers: boolean[] = [];
  guardPermissions({
    setPermissionRequestHandler: (handler: (contents: { getURL(): string }, permission: string, answer: (granted: boolean) => void) => void) => {
      for (const [permission, from] of [['clipboard-sanitized-write', 'app://stackyard/'], ['clipboard-sanitized-write', 'https://e.org/'], ['media', 'app://stackyard/']] as const) handler({ getURL: () => from }, permission, (granted) => answers.push(granted));
    },
    setPermissionCheckHandler: (handler: typeof check) => (check = handler),
    setDevicePermissionHandler: (handler: typeof device) => (device = handler),
  } as unknown as Session);
  expect(answers).toEqual([true, false, false]);
  expect([check?.(null, 'geolocation', 'app://stackyard/'), check?.(null, 'clipboard-sanitized-write', 'app://stackyard/'), device?.()]).toEqual([false, true, false]);
});
