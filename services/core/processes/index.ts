export { namesOfOrigin, noteOrigin, originOf } from './origin.ts';
export { processes, type Processes } from './processes.ts';
export type { ProcessSpec } from './protocol.ts';
