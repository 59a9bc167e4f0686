export { processes, type Processes, type ProcessesOptions } from './processes.ts';
export type { ProcessSpec, ProcessStatus } from './protocol.ts';
export type { ReadLogOptions } from './log-reader.ts';
