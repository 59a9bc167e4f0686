import { expect, it } from 'vitest';
import { wordsOfSecretKeeping } from './secret-keeping.ts';

it('says openly where there is no keyring, also where a fixed key would stand in for one', () => {
  expect(wordsOfSecretKeeping({ available: false, backend: 'unknown' })).toContain('no keyring');
  expect(wordsOfSecretKeeping({ available: true, backend: 'basic_text' })).toContain('no keyring');
  expect(wordsOfSecretKeeping({ available: true, backend: 'gnome_libsecret' })).toContain('gnome_libsecret');
});
