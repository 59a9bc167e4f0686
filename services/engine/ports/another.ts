import { StackyardError } from '../../contract/errors.ts';
import type { Port } from '../../topology/types.ts';
import type { HostAddress } from '../container/types.ts';
import type { PortCheck } from './types.ts';

export interface AnotherPortInput {
  readonly refused: HostAddress;
  readonly protocol: Port['protocol'];
  readonly check: PortCheck;
  /** Ports that the stack's other services have. */
  readonly taken: ReadonlySet<number>;
}

/** The next free port after one whose race was lost. */
export async function anotherPort({ refused, protocol, check, taken }: AnotherPortInput): Promise<HostAddress> {
  for (let port = refused.port + 1; port <= 65_535; port += 1) {
    if (!taken.has(port) && (await check.isFree({ host: refused.host, port }, protocol))) return { host: refused.host, port };
  }
  throw new StackyardError('PORT_IN_USE', `No port above ${refused.port} is free on ${refused.host}.`, { hint: 'Stop something that listens on this machine.' });
}
