import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';
import { privateDirectory, readPrivateFile, writePrivateFile } from './private-files.ts';

/**
 * A stable, irreversible stand-in for a secret, for labels and hashes: HMAC-SHA256 with this installation's key, in hex.
 * The key is made on the first call.
 */
export function createFingerprint(directory: string): (value: string) => string {
  const path = join(privateDirectory(directory), 'fingerprint.key');
  const key = readKey(path);
  return (value) => createHmac('sha256', key).update(value).digest('hex');
}

function readKey(path: string): Buffer {
  const found = readPrivateFile(path);
  if (found !== undefined && /^[0-9a-f]{64}\n?$/.test(found)) return Buffer.from(found.trim(), 'hex');
  // Losing the key only makes containers look changed once, so a damaged one is replaced.
  if (found !== undefined) renameSync(path, `${path}.damaged`);
  const made = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writePrivateFile(made, `${randomBytes(32).toString('hex')}\n`);
  try {
    // Unlike a rename, a link never replaces: of two processes that make a key at once, both use the first one's.
    linkSync(made, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  return Buffer.from((readPrivateFile(path) ?? '').trim(), 'hex');
}
