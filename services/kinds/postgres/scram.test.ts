import { expect, test } from 'vitest';
import { isVerifierOf, scramVerifier } from './scram.ts';

test('makes the verifier of RFC 7677, section 3', () => {
  const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096);
  expect(verifier).toBe('SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=');
  expect(isVerifierOf(verifier, 'pencil')).toBe(true);
  expect(isVerifierOf(verifier, 'crayon')).toBe(false);
});

test('no verifier, or one of another kind, fits no password', () => {
  expect(isVerifierOf(null, '')).toBe(false);
  expect(isVerifierOf('md5aa', 'aa')).toBe(false);
});

test('salts differ', () => {
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
});
