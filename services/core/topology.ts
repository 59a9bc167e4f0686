// From each module itself: the index would load the YAML parser and every schema, which a stack that is remembered does not need.
export { contextResolver } from '../topology/context-resolver.ts';
export type { Lookups } from '../topology/context-resolver.ts';
export { connectionTexts, environmentContract, resolveVariables } from '../topology/environment-contract.ts';
export { materialize } from '../topology/materialize.ts';
export { parseDotenv } from '../topology/dotenv.ts';
export { parseDuration } from '../topology/units.ts';
export type { Environment } from '../topology/interpolate.ts';
export type { Service, Topology } from '../topology/types.ts';
export { referencesIn } from '../topology/references.ts';
