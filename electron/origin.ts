/** Where the app's pages live: a protocol of its own, so that no `file:` page and no web page can be taken for them. */
export const scheme = 'app';
export const origin = 'app://stackyard';

/** What a page says to its preload, with a port, to be joined to the core. */
export const coreWord = 'stackyard:core';
/** The channel that the preload passes the port on by. */
export const coreChannel = 'core';
