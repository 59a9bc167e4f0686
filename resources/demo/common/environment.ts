export type Environment = Readonly<Record<string, string | undefined>>;

/** Addresses and credentials of the backends, from the variables that `uses` brings. */
export interface Backends {
  readonly cache: string;
  readonly search: URL;
  readonly sessions: { readonly host: string; readonly port: number };
  readonly files: { readonly endpoint: URL; readonly region: string; readonly accessKey: string; readonly secretKey: string };
}

/** Throws an Error that names every missing variable. */
export function readBackends(environment: Environment): Backends {
  const need = reader(environment);
  const read = () => ({
    cache: need.text('CACHE_URL'),
    search: need.url('SEARCH_URL'),
    sessions: { host: need.text('SESSIONS_HOST'), port: Number(need.text('SESSIONS_PORT')) },
    files: { endpoint: need.url('FILES_ENDPOINT'), region: need.text('FILES_REGION'), accessKey: need.text('FILES_ACCESS_KEY'), secretKey: need.text('FILES_SECRET_KEY') },
  });
  const backends = read();
  need.check();
  return backends;
}

export function readBroker(environment: Environment): string {
  const need = reader(environment);
  const url = need.text('BROKER_URL');
  need.check();
  return url;
}

function reader(environment: Environment) {
  const missing: string[] = [];
  const text = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') missing.push(name);
    return value ?? '';
  };
  const url = (name: string): URL => {
    const value = text(name);
    return new URL(URL.canParse(value) ? value : 'http://missing.invalid');
  };
  const check = (): void => {
    if (missing.length > 0) throw new Error(`${missing.join(', ')} not set: name the service in "uses" of stackyard.yaml.`);
  };
  return { text, url, check };
}
