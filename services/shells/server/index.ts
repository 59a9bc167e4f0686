export { askForLink, newToken, readRecord, removeRecord, writeRecord } from './own-server.ts';
export { serveBrowsers } from './server.ts';
