export { processes, type Processes } from './processes.ts';
export type { ProcessSpec } from './protocol.ts';
