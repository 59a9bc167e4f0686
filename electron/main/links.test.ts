import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressForBrowser, addressOfLink, isOwnAddress, isPage, screenOfPage, stackOfPage, withSearch } from './links.ts';

describe('a stackyard:// link', () => {
  it.each([
    ['stackyard://open/shop/stack', '/shop/stack'],
    ['STACKYARD://OPEN/shop/stack', '/shop/stack'],
    ['stackyard://open/shop/services/cache?tab=logs&q=a%20b', '/shop/services/cache?tab=logs&q=a%20b'],
  ])('%s leads to a screen', (link, address) => expect(addressOfLink(link)).toBe(address));

  it.each([
    'stackyard://open', 'stackyard://open/', 'stackyard:open/shop', 'stackyard://run/shop/up', 'stackyard://open/../etc/passwd', 'stackyard://open/%2e%2e/%2E./etc', 'stackyard://open/shop/%00', 'stackyard://open/%zz', 'stackyard://open//evil.test/x', 'stackyard://open/a/b/c/d/e',
    'stackyard://open/shop#/other', 'stackyard://user@open/shop', 'stackyard://open:80/shop', 'stackyard://open/shop?x=<script>', 'stackyard://open/shop\n', 'javascript:alert(1)', 'https://stackyard.dev/open/shop', `stackyard://open/${'a'.repeat(3_000)}`, '',
  ])('%j leads nowhere', (link) => expect(addressOfLink(link)).toBeUndefined());
});

describe('an address of our own', () => {
  it.each(['app://stackyard/index.html', 'app://stackyard/assets/index.js', 'APP://stackyard/'])('%s', (address) => expect(isOwnAddress(address)).toBe(true));
  it.each(['app://stackyard.evil/', 'app://stackyard@evil/', 'app://evil/stackyard', 'apps://stackyard/', 'https://stackyard/', 'file:///index.html', 'about:blank', 'data:text/html,x', 'blob:app://stackyard/1', ''])('%j is none', (address) => expect(isOwnAddress(address)).toBe(false));
});

describe('the page of a window', () => {
  it.each(['app://stackyard/', 'app://stackyard/#/shop/logs?level=error', 'app://stackyard/#anything'])('%s', (address) => expect(isPage(address)).toBe(true));
  it.each(['app://stackyard/nope', 'app://stackyard/index.html', 'app://stackyard/?x', 'app://elsewhere/', 'about:blank', 'chrome-error://chromewebdata/', ''])('%j is none', (address) => expect(isPage(address)).toBe(false));

  it('shows a screen, and may be asked for more on it', () => {
    expect(screenOfPage('app://stackyard/#/shop/logs?level=error')).toBe('/shop/logs?level=error');
    for (const none of ['app://stackyard/', 'app://stackyard/#/', 'app://stackyard/#//evil', 'about:blank', 'app://elsewhere/#/shop']) expect(screenOfPage(none)).toBeUndefined();
    expect([withSearch('/shop/logs', '?keys=shown'), withSearch('/shop/logs?level=error', '?keys=shown')]).toEqual(['/shop/logs?keys=shown', '/shop/logs?level=error&keys=shown']);
  });
});

describe('the stack of a page', () => {
  it.each([['app://stackyard/#/shop/logs?level=error', '/shop'], ['app://stackyard/#/%2Fhome%2Fada%2Fshop%2Fstackyard.yaml/stack', '/%2Fhome%2Fada%2Fshop%2Fstackyard.yaml'], ['app://stackyard/#/shop', '/shop']])('%s', (address, stack) => expect(stackOfPage(address)).toBe(stack));
  it.each(['app://stackyard/#/-/settings', 'app://stackyard/', 'app://stackyard/#/', '', undefined])('%j is of none', (address) => expect(stackOfPage(address)).toBeUndefined());
});

describe('what the browser is asked to open', () => {
  it.each([['https://stackyard.dev/docs'], ['http://127.0.0.1:8088/orders']])('%s', (address) => expect(addressForBrowser(address)).toBe(address));
  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'ms-settings:', 'https://user:word@host/', 'stackyard://open/shop', 'app://stackyard/', '', 'not an address'])('not %j', (address) => expect(addressForBrowser(address)).toBeUndefined());

  it('nothing of another scheme', () => fc.assert(fc.property(fc.webUrl({ validSchemes: ['ftp', 'file', 'vbscript', 'ssh'] }), (address) => addressForBrowser(address) === undefined)));
});
