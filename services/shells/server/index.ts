export { serveBrowsers } from './server.ts';
