import { isOwnAddress } from './links.ts';

/** Electron grants whatever is asked for unless somebody decides: a page of ours may write to the clipboard, and nothing else. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** `address` is the asking frame's own; empty where Chromium does not say. */
export const isPermitted = (permission: string, address: string): boolean => granted.has(permission) && isOwnAddress(address);
