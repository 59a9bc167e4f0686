import type { Scope } from './input.ts';
import { operatorNamed } from './operators/index.ts';
import { findWorkload } from './scope.ts';
import { secretKeysOf, secretName } from './secret-keys.ts';
import type { Volume } from './volumes.ts';

const MODE = 0o440;

/** All words of a service as files by their key: those of its Secret, and those that its operator makes under other names. */
export function secretVolume(scope: Scope, service: string): Volume {
  const name = `secrets-${service}`;
  const made = operatorNamed(scope, service)?.secret;
  const found = findWorkload(scope, service);
  if (made === undefined || found === undefined) return { name, secret: { secretName: secretName(service), defaultMode: MODE } };
  const items = Object.entries(made.keys).map(([path, key]) => ({ key, path }));
  if (secretKeysOf(scope, found).length === 0) return { name, secret: { secretName: `${service}${made.ending}`, items, defaultMode: MODE } };
  return { name, projected: { defaultMode: MODE, sources: [{ secret: { name: secretName(service) } }, { secret: { name: `${service}${made.ending}`, items } }] } };
}
