export { endWords } from './end-words.ts';
export { namesOfOrigin, noteOrigin, originOf } from './origin.ts';
export { processes, type Processes } from './processes.ts';
export type { ProcessSpec, ProcessStatus } from './protocol.ts';
