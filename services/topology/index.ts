export { contextResolver } from './context-resolver.ts';
export { environmentContract } from './environment-contract.ts';
export type { Environment } from './interpolate.ts';
export { loadStack } from './load-stack.ts';
export { materialize } from './materialize.ts';
export { parseDuration } from './units.ts';
