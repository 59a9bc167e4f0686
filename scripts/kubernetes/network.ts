import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { network } from './addresses.ts';
import { inNetwork } from './processes.ts';

const execute = promisify(execFile);
const ip = (...words: readonly string[]) => execute('ip', words);
const inside = (...words: readonly string[]) => execute('nsenter', [...inNetwork.slice(1), ...words]);

/** A network namespace with the node's address in it. Both ends of the pair are inside: nothing leaves the machine, and nothing comes in. */
export async function makeNetwork(): Promise<AsyncDisposable> {
  const { namespace, node } = network;
  if (existsSync(`/run/netns/${namespace}`)) throw new Error(`the network namespace ${namespace} is there already: another run uses it, or one was killed (ip netns delete ${namespace})`);
  await ip('netns', 'add', namespace);
  const made = { [Symbol.asyncDispose]: async () => void (await ip('netns', 'delete', namespace)) };
  try {
    await inside('ip', 'link', 'set', 'lo', 'up');
    await inside('ip', 'link', 'add', 'up0', 'type', 'veth', 'peer', 'name', 'up1');
    for (const end of ['up0', 'up1']) await inside('ip', 'link', 'set', end, 'up');
    await inside('ip', 'addr', 'add', `${node}/24`, 'dev', 'up0');
    await inside('ip', 'route', 'add', 'default', 'dev', 'up0');
    await inside('sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.conf.all.route_localnet=1');
    return made;
  } catch (error) {
    await made[Symbol.asyncDispose]();
    throw error;
  }
}
