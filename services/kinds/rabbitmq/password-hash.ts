import { createHash } from 'node:crypto';

/**
 * RabbitMQ's `rabbit_password_hashing_sha256`: base64(salt + sha256(salt + password)). The salt follows from the password,
 * so that the same secret gives the same definitions file; it hides nothing more than the hash of a long random secret does.
 */
export function passwordHash(password: string): string {
  return hashWith(createHash('sha256').update(`stackyard rabbitmq salt ${password}`).digest().subarray(0, 4), password);
}

export function isHashOf(hash: string, password: string): boolean {
  return hashWith(Buffer.from(hash, 'base64').subarray(0, 4), password) === hash;
}

function hashWith(salt: Buffer, password: string): string {
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64');
}
