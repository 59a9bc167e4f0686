/** The order that dclint wants, which is that of the Compose documentation; what it does not name comes after them by its name. */
const first = ['image', 'build', 'depends_on', 'volumes', 'configs', 'secrets', 'environment', 'ports', 'networks', 'network_mode', 'extra_hosts', 'command', 'entrypoint', 'working_dir', 'restart', 'healthcheck', 'logging', 'labels', 'user'];

export function ordered(service: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const place = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);
  return Object.fromEntries(Object.entries(service).toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

export function byName<Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  return Object.fromEntries([...entries].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
}
