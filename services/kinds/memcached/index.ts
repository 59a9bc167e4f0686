import { converse, line } from '../conversation.ts';
import type { Kind, Reach } from '../kind.ts';

export const memcachedKind: Kind = {
  id: 'memcached',
  question: 'version in the memcached protocol',
  capabilities: ['keys'],
  resources: {},
  probe,
};

/** With `auth` the first command must be a `set` whose value is the user and the password (memcached's ASCII authentication). */
async function probe(reach: Reach): Promise<void> {
  await converse(reach.address('memcached'), reach.signal, async ({ say, hear }) => {
    if (reach.options['auth'] === true) {
      const credentials = `app ${reach.secret('password')}`;
      say(`set auth 0 0 ${Buffer.byteLength(credentials)}\r\n${credentials}\r\n`);
      const stored = await hear(line);
      if (stored !== 'STORED') throw new Error(`authentication failed: ${stored.slice(0, 100)}`);
    }
    say('version\r\n');
    const version = await hear(line);
    if (!version.startsWith('VERSION ')) throw new Error(version.startsWith('CLIENT_ERROR') ? version.slice(0, 100) : 'the answer is not of the memcached protocol');
  });
}
