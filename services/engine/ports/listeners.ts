import { readFile } from 'node:fs/promises';
import { isErrno } from '../container/errno.ts';
import type { Port } from '../../topology/types.ts';

export interface Listener {
  /** Dotted IPv4 or an IPv6 address of 32 hex digits in network order. */
  readonly host: string;
  readonly port: number;
  readonly inode: string;
}

/** Kernel states: 0A is LISTEN; an unconnected UDP socket is 07. */
const waiting: Readonly<Record<Port['protocol'], string>> = { tcp: '0A', udp: '07' };

/** Every socket on this machine that waits for peers, from the kernel's tables. Linux only. */
export async function listeners(protocol: Port['protocol']): Promise<readonly Listener[]> {
  const tables = await Promise.all([read(`/proc/net/${protocol}`), read(`/proc/net/${protocol}6`)]);
  return tables.flatMap((table) => parseTable(table, waiting[protocol]));
}

/** IPv6 may be switched off; then its table is missing. */
async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}

export function parseTable(table: string, state: string): readonly Listener[] {
  return table.split('\n').flatMap((line) => {
    const [, local, , found, , , , , , inode] = line.trim().split(/\s+/);
    const [address, port] = local?.split(':') ?? [];
    if (address === undefined || port === undefined || inode === undefined || found !== state) return [];
    return [{ host: readAddress(address), port: Number.parseInt(port, 16), inode }];
  });
}

/** The kernel prints each 32-bit word in the machine's byte order; little-endian on all that Node runs on. */
function readAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const all = bytes.join('').toLowerCase();
  // IPv4 addresses of dual-stack sockets.
  if (all.startsWith('00000000000000000000ffff')) return bytes.slice(12).map((byte) => Number.parseInt(byte, 16)).join('.');
  return all;
}

const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '0'.repeat(32)]);
const loopbacks: ReadonlySet<string> = new Set(['127.0.0.1', `${'0'.repeat(31)}1`]);

/**
 * A listener is in the way when it has the address, every address, or is loopback's other family: `localhost` would
 * then reach one or the other by chance.
 */
export function inTheWay(listener: Listener, host: string): boolean {
  if (wildcards.has(listener.host) || host === '0.0.0.0' || host === '::' || host === '') return true;
  return listener.host === host || (loopbacks.has(listener.host) && (host === '127.0.0.1' || host === '::1'));
}
