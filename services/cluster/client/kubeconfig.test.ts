import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { refusal } from './failures.ts';
import { kubeConfigFor } from './kubeconfig.ts';

const config = { apiVersion: 'v1', kind: 'Config', clusters: [{ name: 'one', cluster: { server: 'https://127.0.0.1:1' } }], users: [{ name: 'me', user: { token: 'hunter2' } }], contexts: [{ name: 'here', context: { cluster: 'one', user: 'me' } }, { name: 'lost', context: { cluster: 'gone', user: 'me' } }], 'current-context': 'here' };

it('takes the context that was named, never the current one, and says what is wrong with it', async () => {
  await using scratch = await scratchDirectory();
  const file = scratch.file('config');
  await writeFile(file, JSON.stringify(config));
  expect(kubeConfigFor('here', file).getCurrentCluster()?.server).toBe('https://127.0.0.1:1');
  expect(() => kubeConfigFor('there', file)).toThrow(expect.objectContaining({ code: 'NOT_FOUND', hint: 'It has: here, lost.' }) as Error);
  expect(() => kubeConfigFor('lost', file)).toThrow(expect.objectContaining({ code: 'INVALID_STACK' }) as Error);
});

it.each(['', '{', 'contexts: 7', '- a', 'contexts: [{ name: x }]'])('a kubeconfig that holds %j is told as one that cannot be used', async (text) => {
  await using scratch = await scratchDirectory();
  const file = scratch.file('config');
  await writeFile(file, text);
  let code = 'none';
  try {
    kubeConfigFor('here', file);
  } catch (error) {
    ({ code } = error as { readonly code: string });
  }
  expect(['INVALID_STACK', 'NOT_FOUND']).toContain(code);
});

it.each([
  [401, 'UNSUPPORTED'],
  [403, 'UNSUPPORTED'],
  [404, 'UNSUPPORTED'],
  [409, 'CONFLICT'],
  [422, 'UNSUPPORTED'],
  [429, 'ENGINE_TIMEOUT'],
  [503, 'ENGINE_TIMEOUT'],
])('HTTP %i of the API server is %s, in its own words', (code, expected) => {
  expect(refusal({ what: 'take Deployment/api', context: 'here', code, body: JSON.stringify({ message: 'spec.replica: unknown field.' }) })).toMatchObject({ code: expected, message: 'The cluster of here did not take Deployment/api: spec.replica: unknown field.' });
  expect(refusal({ what: 'x', context: 'here', code, body: '<html>' }).message).toContain('<html>');
});
