import { parseSize } from '../../topology/units.ts';
import type { ComposeService } from '../types.ts';
import { argumentsOf } from './flags.ts';
import { majorOf, toldImage, versionOf, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

const name = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;
const carried = new Set(['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'PGDATA', 'POSTGRES_HOST_AUTH_METHOD', 'POSTGRES_INITDB_ARGS']);
/** Databases that every cluster has. */
const always = new Set(['app', 'postgres', 'template1']);

export const postgres: Recipe = {
  id: 'postgres',
  repositories: ['postgres'],
  async fit(service) {
    const options = optionsOf(service);
    if (typeof options === 'string') return options;
    const value = (key: string): string | undefined => service.variables.get(key)?.word?.value;
    const unknown = [...service.variables.keys()].find((key) => !carried.has(key) && !/^(TZ|LANG|LC_\w+)$/.test(key));
    if (unknown?.endsWith('_FILE') === true) return `${unknown} reads from a file that other services may read too`;
    if (unknown !== undefined) return `the variable ${unknown} means something to its image only`;
    if (majorOf(service) < 14) return 'the template needs PostgreSQL 14 or later';
    if (!/^(|--(encoding|locale|auth|auth-host|auth-local)(=| )\S+)*$/i.test((value('POSTGRES_INITDB_ARGS') ?? '').replaceAll(/\s+--/g, '--'))) return 'POSTGRES_INITDB_ARGS sets what the template has no option for';
    const user = value('POSTGRES_USER') || 'postgres';
    const database = value('POSTGRES_DB') || user;
    if (!name.test(database)) return `the database name "${database}" is none for the template`;
    const password = value('POSTGRES_PASSWORD');
    const written = service.variables.get('POSTGRES_PASSWORD')?.word?.text;
    return {
      template: 'postgres',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options,
      more: always.has(database) ? {} : { databases: [database] },
      secrets: written?.includes('${') === true ? { password: written } : {},
      ...(user === 'app' ? {} : { user: { value: user, reference: 'user' } }),
      password: { value: password === '' ? undefined : password, reference: 'secrets.password' },
      takesAnyone: password === undefined || password === '',
      ports: { 5432: 'postgres' },
      schemes: ['postgres', 'postgresql', 'postgis', 'pgsql', 'postgresql+asyncpg', 'postgresql+psycopg', 'postgresql+psycopg2', 'ecto', 'psql'],
      urls: (service) => [`postgres://\${{ services.${service}.user }}:\${{ services.${service}.secrets.password }}@\${{ services.${service}.host }}:\${{ services.${service}.ports.postgres }}/app`],
      storage: ['/var/lib/postgresql/data', '/var/lib/postgresql', value('PGDATA') ?? '/var/lib/postgresql/data'],
      variables: {
        POSTGRES_USER: "the template's user app, by reference in those that use it",
        POSTGRES_PASSWORD: 'secret password of the template',
        POSTGRES_DB: always.has(database) ? `the database ${database} is there` : `databases: [${database}]`,
        PGDATA: "the template's own folder",
        POSTGRES_HOST_AUTH_METHOD: 'the template asks for a password',
        POSTGRES_INITDB_ARGS: 'UTF-8, locale C.UTF-8, scram-sha-256',
      },
      told: [toldImage(service, 'postgres', /^\d+(\.\d+)?$/), ...Object.entries(options).map(([key, each]) => ({ fact: `setting ${key}`, outcome: 'carried' as const, how: `option ${key}: ${String(each)}` }))],
    } satisfies Fit;
  },
};

const settings: Readonly<Record<string, (value: string) => readonly [string, string | number] | undefined>> = {
  max_connections: (value) => (/^\d{1,4}$/.test(value) && Number(value) >= 5 && Number(value) <= 1000 ? ['connections', Number(value)] : undefined),
  shared_buffers: (value) => sizeOption('sharedBuffers', value),
  work_mem: (value) => sizeOption('workMemory', value),
  log_statement: (value) => (['none', 'ddl', 'mod', 'all'].includes(value) ? ['logStatements', value] : undefined),
};

function sizeOption(option: string, value: string): readonly [string, string] | undefined {
  return /[a-z]/i.test(value) && parseSize(value) !== undefined ? [option, value.toLowerCase()] : undefined;
}

/** `-c max_connections=200`, shared memory and the memory limit. */
function optionsOf(service: ComposeService): Record<string, string | number> | string {
  const options: Record<string, string | number> = {};
  const words = service.entrypoint === undefined ? argumentsOf(service.command, 'postgres', service.variables) : undefined;
  if (words === undefined) return service.entrypoint === undefined ? 'its command is a shell script' : 'it has an entrypoint of its own';
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const setting = word === '-c' ? words[(index += 1)] : /^(?:-c|--)([a-z_.]+=.*)$/.exec(word)?.[1];
    const [key = '', value = ''] = (setting ?? '').split('=');
    const option = settings[key]?.(value);
    if (option === undefined) return `the template has no option for ${key === '' ? word : key}`;
    options[option[0]] = option[1];
  }
  const shared = given(service, 'shm_size', ['none', 'none']);
  if (shared !== undefined && parseSize(shared) !== undefined) options['sharedMemory'] = shared;
  const memory = given(service, 'mem_limit', ['limits', 'memory']);
  const needed = (parseSize(options['sharedBuffers'] ?? '64mb') ?? 0) + 33 * 2 ** 20;
  if (memory !== undefined) options['memory'] = (parseSize(memory) ?? 0) >= needed ? memory : `${Math.ceil(needed / 2 ** 20)}mb`;
  else if (needed > 320 * 2 ** 20) options['memory'] = `${Math.ceil((needed * 2) / 2 ** 20)}mb`;
  return options;
}
