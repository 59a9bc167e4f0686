export { connectEngine } from './connect.ts';
export type { ConnectOptions } from './connect.ts';
export { discoverEndpoints } from './discovery.ts';
export type { Candidate, Discovery, DiscoveryOptions } from './discovery.ts';
export { EngineStatusError } from './errors.ts';
export { newestApi, oldestApi } from './version.ts';
