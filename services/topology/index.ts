export { contextResolver } from './context-resolver.ts';
export { loadStack } from './load-stack.ts';
export { materialize } from './materialize.ts';
