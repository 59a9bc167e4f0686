export { contextResolver, environmentContract, loadStack, materialize, parseDuration, type Environment } from '../topology/index.ts';
export type { Topology } from '../topology/types.ts';
