import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import type { Environment } from '../common/environment.ts';

/** Where the demo is, as a program on this machine sees it. */
export interface DemoAddress {
  /** The variables that `uses` brings: CACHE_URL, BROKER_URL, FILES_ENDPOINT … */
  readonly environment: Environment;
  readonly edge: string;
}

const defaultEdge = 'http://127.0.0.1:8088';

/**
 * `--env FILE` (`-`: standard input) takes the JSON of `stackyard env --for host --json`, or a flat object; without it the process's own
 * environment counts. `--edge URL` or EDGE_URL says where the edge listens.
 */
export function addressOf(values: { readonly env?: string | undefined; readonly edge?: string | undefined }): DemoAddress {
  const environment = values.env === undefined ? process.env : flatten(JSON.parse(readFileSync(values.env === '-' ? 0 : values.env, 'utf8')));
  return { environment, edge: (values.edge ?? environment['EDGE_URL'] ?? process.env['EDGE_URL'] ?? defaultEdge).replace(/\/$/, '') };
}

export function readOptions() {
  return parseArgs({
    options: { env: { type: 'string' }, edge: { type: 'string' }, json: { type: 'boolean' }, timeout: { type: 'string' }, seed: { type: 'string' }, orders: { type: 'string' }, help: { type: 'boolean' } },
  }).values;
}

/** Both `{ VARIABLE: value }` and `{ service: { VARIABLE: value } }`; services that use the same backend agree about it. */
function flatten(value: unknown): Environment {
  if (typeof value !== 'object' || value === null) return {};
  const variables: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'string') variables[key] = entry;
    else Object.assign(variables, flatten(entry));
  }
  return variables;
}
