import { createHash } from 'node:crypto';

/** A DNS label of at most `length` characters; what is longer keeps its beginning and gets a digest of the whole. */
export function label(text: string, length = 63): string {
  const clean = text.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  if (clean.length <= length && clean === text) return clean;
  const digest = digestOf(text).slice(0, 6);
  const kept = clean.slice(0, length - 7).replace(/-+$/, '');
  return kept === '' ? `x${digest}` : `${kept}-${digest}`;
}

/** The Service that gives each pod of another a name of its own. */
export const headlessName = (service: string): string => `${service}-pods`;

/** A port's name for Services and probes: at most 15 characters, with a letter, no double hyphen. */
export function portLabel(name: string): string {
  return name.length <= 15 && /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? name : label(`p ${name}`, 15).replaceAll(/-{2,}/g, '-');
}

/** `erlangCookie` → `ERLANG_COOKIE`. */
export function constantCase(text: string): string {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

/** What stands for a path among a pod's volumes: `/var/tmp` → `var-tmp`; where another path would read the same, with a digest. */
export function pathLabel(path: string): string {
  const words = path.replace(/^\/+/, '').replaceAll('/', '-');
  return /^(?:\/[a-z0-9]+)+$/.test(path) ? label(words, 40) : label(`${words.slice(0, 33)} ${digestOf(path).slice(0, 6)}`, 40);
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
