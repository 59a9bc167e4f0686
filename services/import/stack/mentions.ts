/** A part of a value; offsets count in the value with its variables replaced. */
export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A place where a value names another service. */
export interface Mention {
  /** Compose's name of the service. */
  readonly service: string;
  readonly host: Span;
  readonly port: Span | undefined;
  /** Of a URL: `redis` of `redis://cache:6379`; undefined elsewhere. */
  readonly scheme: string | undefined;
  /** Where user and password of a URL stand, or would: right after its `://`. */
  readonly authority: number | undefined;
  readonly user: Span | undefined;
  readonly password: Span | undefined;
}

const hostKey = /(^|_)(HOST(NAME)?S?|SERVERS?|ADDR(ESS)?(ES)?|ENDPOINTS?|NODES?|BROKERS?|UPSTREAMS?)$|HOST/i;
const noAddress = /IMAGE|TAG|VERSION/i;

/** Where `value`, of a variable or (without `name`) of a command, names services by host. */
export function mentionsIn(value: string, hosts: ReadonlyMap<string, string>, name?: string): readonly Mention[] {
  if (value.length > 10_000) return [];
  const found: Mention[] = [];
  for (const match of value.matchAll(/(?<![\w.-])[A-Za-z0-9][\w.-]*/g)) {
    const [text] = match;
    const service = hosts.get(text.replace(/\.+$/, ''));
    if (service === undefined || found.some(({ host }) => host.end > match.index)) continue;
    const mention = mentionAt(value, { text, start: match.index, end: match.index + text.length }, { service, name });
    if (mention !== undefined) found.push(mention);
  }
  return found;
}

function mentionAt(value: string, host: Span, { service, name }: { readonly service: string; readonly name: string | undefined }): Mention | undefined {
  const before = value.slice(0, host.start);
  const digits = /^:(\d{2,5})(?![\w.])/.exec(value.slice(host.end))?.[1];
  const port = digits === undefined ? undefined : { text: digits, start: host.end + 1, end: host.end + 1 + digits.length };
  // Further hosts of one authority have the scheme of the first: mongodb://a:1,b:2.
  const url = /((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/@\s?#]*)@)?(?:[^/@\s?#]*,)?$/.exec(before);
  if (url?.[1] !== undefined) {
    const authority = url.index + url[1].length + 3;
    return { service, host, port, scheme: url[1], authority, ...userInfo(url[2], authority) };
  }
  const isSetting = /(^|[;,\s(:])(host|server|data source|addr|address)\s*=\s*$/i.test(before);
  const isAddress = port !== undefined && /(^|[,;=\s(@"'|])$/.test(before) && !noAddress.test(name ?? '');
  const isHost = name !== undefined && hostKey.test(name) && /(^|,\s*)$/.test(before) && /^(\s*,|$)/.test(value.slice(host.end));
  if (!isSetting && !isAddress && !isHost) return undefined;
  return { service, host, port, scheme: undefined, authority: undefined, user: setting(value, /(?:^|[;\s])(?:user(?: ?id|name)?|uid)=([^;\s]*)/i), password: setting(value, /(?:^|[;\s])(?:password|pwd)=([^;\s]*)/i) };
}

function userInfo(text: string | undefined, start: number): Pick<Mention, 'user' | 'password'> {
  if (text === undefined) return { user: undefined, password: undefined };
  const colon = text.indexOf(':');
  const user = colon === -1 ? text : text.slice(0, colon);
  return {
    user: user === '' ? undefined : { text: user, start, end: start + user.length },
    password: colon === -1 ? undefined : { text: text.slice(colon + 1), start: start + colon + 1, end: start + text.length },
  };
}

function setting(value: string, pattern: RegExp): Span | undefined {
  const match = pattern.exec(value);
  if (match?.[1] === undefined || match[1] === '') return undefined;
  const start = match.index + match[0].length - match[1].length;
  return { text: match[1], start, end: start + match[1].length };
}

/** What names of variables about one thing begin with: `SPRING_DATASOURCE_URL` → `SPRING_DATASOURCE_`. */
export function prefixOf(name: string): string {
  return name.slice(0, name.lastIndexOf('_') + 1);
}
