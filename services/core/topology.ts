export { contextResolver, environmentContract, loadStack, materialize, parseDuration, referencesIn, type Environment } from '../topology/index.ts';
export type { Context, Service, Topology } from '../topology/types.ts';
