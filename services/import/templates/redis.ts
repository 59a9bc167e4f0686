import { parseSize } from '../../topology/units.ts';
import type { ComposeService } from '../types.ts';
import { argumentsOf, longFlags } from './flags.ts';
import { toldImage, versionOf, type FileTexts, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

const policies = new Set(['noeviction', 'allkeys-lru', 'allkeys-lfu', 'allkeys-random', 'volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl']);
/** Settings that change nothing an application sees. */
const harmless = new Set(['loglevel', 'port', 'bind', 'protected-mode', 'daemonize', 'dir', 'tcp-keepalive', 'logfile', 'supervised', 'timeout', 'tcp-backlog']);

type Settings = readonly (readonly [string, readonly string[]])[];

export const redis: Recipe = {
  id: 'redis',
  repositories: ['redis', 'bitnami/redis', 'bitnamilegacy/redis'],
  async fit(service, files) {
    const settings = await settingsOf(service, files);
    if (typeof settings === 'string') return settings;
    const read = readSettings(settings);
    if (typeof read === 'string') return read;
    const isBitnami = service.image?.value.includes('bitnami') === true;
    const fromEnvironment = isBitnami ? service.variables.get('REDIS_PASSWORD')?.word : undefined;
    const unknown = [...service.variables.keys()].find((name) => !known.has(name) && !(read.password !== undefined && service.variables.get(name)?.word?.value === read.password));
    if (unknown !== undefined) return `the variable ${unknown} means something to its image only`;
    const memory = given(service, 'mem_limit', ['limits', 'memory']);
    const sized = withMemory(read.options, memory);
    if (typeof sized === 'string') return sized;
    const password = fromEnvironment?.value ?? read.password;
    const written = [...service.variables.values()].find(({ word }) => word !== undefined && word.value === password)?.word?.text ?? writtenPassword(service, password);
    return {
      template: 'redis',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options: sized,
      more: {},
      secrets: written?.includes('${') === true ? { password: written } : {},
      password: { value: password === '' ? undefined : password, reference: 'secrets.password' },
      takesAnyone: password === undefined || password === '',
      ports: { 6379: 'redis' },
      schemes: ['redis', 'rediss'],
      urls: (name) => [`redis://:\${{ services.${name}.secrets.password }}@\${{ services.${name}.host }}:\${{ services.${name}.ports.redis }}`].flatMap((url) => [`${url}/0`, url, `${url}/`]),
      storage: ['/data', '/bitnami/redis/data', '/usr/local/etc/redis/redis.conf', '/usr/local/etc/redis', '/etc/redis/redis.conf', '/redis.conf'],
      variables: Object.fromEntries([...service.variables.keys()].map((name) => [name, 'password of the template'])),
      told: [toldImage(service, 'redis', /-alpine$/), ...toldSettings(settings, sized, memory)],
    } satisfies Fit;
  },
};

const known = new Set(['REDIS_PASSWORD', 'ALLOW_EMPTY_PASSWORD', 'TZ', 'REDIS_PORT_NUMBER', 'REDIS_REPLICATION_MODE', 'REDIS_ARGS']);

/** The flags of the command, and the lines of a config file that it names. */
async function settingsOf(service: ComposeService, files: FileTexts): Promise<Settings | string> {
  const words = argumentsOf(service.entrypoint === undefined ? service.command : [...service.entrypoint, ...(service.command ?? [])], 'redis-server', service.variables);
  const replication = service.variables.get('REDIS_REPLICATION_MODE')?.word?.value;
  if (words === undefined) return 'its command is a shell script';
  if (replication !== undefined && replication !== 'master') return 'it is a replica';
  const file = words[0]?.startsWith('/') === true ? words[0] : undefined;
  const flags = longFlags(file === undefined ? words : words.slice(1));
  if (flags === undefined) return 'its command is none that the template has options for';
  const mount = service.mounts.find(({ target, type }) => type === 'bind' && /redis\.conf$|\/etc\/redis\/?$/.test(target));
  if (mount === undefined && file === undefined) return flags;
  const text = mount?.path === undefined ? undefined : await files(mount.path);
  if (text === undefined || mount?.target !== file) return 'it has a config file that cannot be read from here';
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return [...lines.map((line) => { const [name = '', ...values] = line.split(/\s+/); return [name.toLowerCase(), values.map((value) => value.replace(/^"(.*)"$/, '$1'))] as const; }), ...flags];
}

function readSettings(settings: Settings): { readonly options: Record<string, string | number>; readonly password: string | undefined } | string {
  const options: Record<string, string | number> = {};
  let password: string | undefined;
  let saves: boolean | undefined;
  let isAppendOnly = false;
  for (const [name, values] of settings) {
    const [value = ''] = values;
    if (name === 'requirepass') password = value;
    else if (name === 'appendonly') isAppendOnly = value === 'yes';
    else if (name === 'save') saves = value !== '' && value !== '""';
    else if (name === 'appendfsync') options['fsync'] = value;
    else if (name === 'databases' && /^\d{1,4}$/.test(value)) options['databases'] = Number(value);
    else if (name === 'maxmemory' && parseSize(value) !== undefined) options['maxmemory'] = value.toLowerCase();
    else if (name === 'maxmemory-policy' && policies.has(value)) options['maxmemoryPolicy'] = value;
    else if (!harmless.has(name) || (name === 'port' && value !== '6379')) return `the template has no option for ${name}`;
  }
  if (!isAppendOnly) options['persistence'] = saves === false ? 'none' : 'rdb';
  return { options, password };
}

const reserve = 8 * 2 ** 20;

/** Redis may use at most `maxmemory`, and its container a quarter more: from a limit of the container the other follows, and the other way round. */
function withMemory(options: Record<string, string | number>, memory: string | undefined): Record<string, string | number> | string {
  const limit = memory === undefined ? undefined : parseSize(memory);
  const data = options['maxmemory'] === undefined ? undefined : parseSize(options['maxmemory']);
  if (data === 0) return 'its memory has no limit on purpose (maxmemory 0)';
  if (limit === undefined && (data === undefined || data <= 352 * 2 ** 20)) return options;
  if (data === undefined) {
    const room = Math.floor(((limit ?? 0) - reserve) / 1.25 / 2 ** 20);
    return room < 8 ? `its memory limit ${memory ?? ''} is too small for the template` : { ...options, maxmemory: `${room}mb`, memory: memory ?? '' };
  }
  const needed = Math.ceil((data * 1.25 + reserve) / 2 ** 20) + 1;
  return { ...options, memory: limit !== undefined && limit >= needed * 2 ** 20 ? (memory ?? '') : `${needed}mb` };
}

function writtenPassword({ command }: ComposeService, password: string | undefined): string | undefined {
  const word = password === undefined || password === '' ? undefined : command?.find(({ value }) => value === password || value.endsWith(`=${password}`));
  return word?.text.replace(/^--requirepass=/, '');
}

function toldSettings(settings: Settings, options: Readonly<Record<string, string | number>>, memory: string | undefined): Fit['told'] {
  const told = settings.map(([name, values]): Fit['told'][number] => {
    if (name === 'requirepass') return { fact: 'requirepass', outcome: 'carried', how: 'secret password of the template' };
    const fact = `${name} ${values.join(' ')}`.trim();
    if (harmless.has(name)) return { fact, outcome: 'dropped', how: 'not carried', why: 'the template has its own' };
    if (name === 'save' && options['persistence'] === 'rdb') return { fact, outcome: 'approximated', how: 'option persistence: rdb', why: 'with intervals of the template (900 1, 300 100, 60 10000)' };
    return { fact, outcome: 'carried', how: 'option of the template' };
  });
  if (memory !== undefined) told.push({ fact: `memory limit ${memory}`, outcome: 'carried', how: `options maxmemory: ${options['maxmemory'] ?? ''}, memory: ${options['memory'] ?? ''}` });
  if (memory === undefined && options['maxmemory'] === undefined) told.push({ fact: 'memory without a limit', outcome: 'approximated', how: 'at most 256mb of data (option maxmemory)', why: 'the template always sets a limit; raise the options maxmemory and memory together' });
  return told;
}
