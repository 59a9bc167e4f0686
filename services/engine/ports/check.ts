import { createServer } from 'node:net';
import type { Port } from '../../topology/types.ts';
import type { HostAddress } from '../container/types.ts';
import { inTheWay, listeners } from './listeners.ts';
import type { Listener } from './listeners.ts';
import { processOfSocket } from './process.ts';
import type { PortCheck } from './types.ts';

export interface PortCheckOptions {
  /** False when the engine publishes on another machine, where this one's listeners do not count. */
  readonly engineIsLocal: boolean;
}

/** Looks at this machine's listeners once, on first use: make a new one for each allocation. */
export function createPortCheck({ engineIsLocal }: PortCheckOptions): PortCheck {
  if (!engineIsLocal) return { isFree: () => true, holder: () => undefined };
  if (process.platform !== 'linux') return { isFree: canListen, holder: () => undefined };
  const tables = new Map<Port['protocol'], Promise<readonly Listener[]>>();
  const read = async (protocol: Port['protocol']): Promise<readonly Listener[]> => {
    const known = tables.get(protocol) ?? listeners(protocol);
    tables.set(protocol, known);
    return known;
  };
  return {
    isFree: async ({ host, port }, protocol) => !(await read(protocol)).some((each) => each.port === port && inTheWay(each, host)),
    holder: async (port, protocol) => {
      const listener = (await read(protocol)).find((each) => each.port === port);
      return listener === undefined ? undefined : processOfSocket(listener.inode);
    },
  };
}

/** By opening it; a port that only root may open is free for the engine, which is root. */
async function canListen({ host, port }: HostAddress, protocol: Port['protocol']): Promise<boolean> {
  if (protocol === 'udp') return true;
  const hosts = host === '127.0.0.1' ? ['127.0.0.1', '::1'] : [host];
  return (await Promise.all(hosts.map(async (each) => opens(each, port)))).every(Boolean);
}

async function opens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'EADDRINUSE');
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
