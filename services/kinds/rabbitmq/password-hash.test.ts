import { expect, test } from 'vitest';
import { isHashOf, passwordHash } from './password-hash.ts';

test('hashes as RabbitMQ documents it', () => {
  // https://www.rabbitmq.com/docs/passwords#computing-password-hash, "test12" with the salt 908D C60A.
  expect(isHashOf('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', 'test12')).toBe(true);
  expect(isHashOf('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', 'test13')).toBe(false);
});

test('one secret gives one hash, so that an unchanged stack has an unchanged file', () => {
  expect(passwordHash('a secret')).toBe(passwordHash('a secret'));
  expect(passwordHash('a secret')).not.toBe(passwordHash('b secret'));
  expect(isHashOf(passwordHash('a secret'), 'a secret')).toBe(true);
});
