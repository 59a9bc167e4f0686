import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provideCompose } from '../../bench/compose/build.ts';
import type { Core } from '../../services/contract/core.ts';
import { openCore } from '../../services/core/index.ts';
import { containerAddress } from '../kit/container-address.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'stackyard-export-declared-'));
const file = join(scratch, 'stackyard.yaml');
const out = join(scratch, 'out');
const project = 'declared-exported-staging';
const word = 'only for this $test';

const stack = `name: declared-exported
services:
  db:
    template: postgres
    users: [{ name: reader, password: "\${READER_PASSWORD}", memberOf: [pg_read_all_data] }]
    databases: [notes, { name: reports, owner: reader, extensions: [plpgsql] }]
`;

describe('databases and users, exported as a Compose project and declared by psql itself', () => {
  let core: Core;
  let program: string;
  const compose = async (...words: readonly string[]): Promise<string> => (await execute(program, ['--project-directory', out, ...words], { maxBuffer: 2 ** 26, timeout: 170_000 })).stdout;
  const rows = async ({ user, password, database }: { readonly user: string; readonly password: string; readonly database: string }, sql: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ host: containerAddress(`${project}-db-1`), port: 5432, user, password, database, connectionTimeoutMillis: 5_000 });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const filledIn = (): Readonly<Record<string, string>> => Object.fromEntries([...readFileSync(join(out, '.env'), 'utf8').matchAll(/^(\w+)='?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]));

  beforeAll(async () => {
    writeFileSync(file, stack);
    core = await openCore({ environment: { ...process.env, STACKYARD_HOME: join(scratch, 'home'), READER_PASSWORD: word }, resourcesDirectory: root });
    program = await provideCompose((message) => void process.stderr.write(`${message}\n`));
    await Array.fromAsync(core.provideImages({ file }));
  }, 900_000);

  afterAll(async () => {
    // Only what this test made: the project's name is its own.
    if (program !== undefined) await compose('down', '--volumes', '--timeout', '5');
    await core[Symbol.asyncDispose]();
    rmSync(scratch, { recursive: true, force: true });
  }, 120_000);

  it('asks for the password that only a person knows, makes up the other, and puts neither into a file of the export', async () => {
    await core.export({ file, target: 'compose', environment: 'staging', out });
    const asked = spawnSync('sh', [join(out, 'fill-in.sh')], { encoding: 'utf8' });
    expect(asked.status).not.toBe(0);
    const [name = ''] = /DB_\w*READER\w*/.exec(asked.stderr) ?? [];
    expect(asked.stderr).toContain(`${name}: `);
    writeFileSync(join(out, '.env'), readFileSync(join(out, '.env'), 'utf8').replace(`${name}=`, `${name}='${word}'`));
    execFileSync('sh', [join(out, 'fill-in.sh')]);
    expect(filledIn()).toMatchObject({ [name]: word, DB_PASSWORD: expect.stringMatching(/^[A-Za-z0-9]{16,}$/) as unknown });
    expect(readFileSync(join(out, 'compose.yaml'), 'utf8')).not.toContain(word);
    // This machine has no registry: the official image is replaced by the one that is here, as a user would by a mirror's.
    const [{ used = '' } = {}] = await core.images({ file });
    writeFileSync(join(out, 'compose.override.yaml'), JSON.stringify({ services: { db: { image: used }, 'db-resources': { image: used } } }));
  });

  it('starts whole, and everything is there as declared', { timeout: 180_000 }, async () => {
    await compose('up', '--detach', '--wait');
    const lines = (await compose('ps', '--all', '--format', 'json')).trim().split('\n').map((line) => JSON.parse(line) as { readonly Service: string; readonly State: string; readonly Health: string; readonly ExitCode: number });
    expect(lines.map(({ Service, State, Health, ExitCode }) => `${Service} ${State} ${Health} ${ExitCode}`).toSorted()).toEqual(['db running healthy 0', 'db-resources exited  0']);
    const app = { user: 'app', password: filledIn()['DB_PASSWORD'] ?? '' };
    expect(await rows({ ...app, database: 'notes' }, 'select datname, pg_get_userbyid(datdba) as owner from pg_database where not datistemplate and datname in (\'notes\', \'reports\') order by 1')).toEqual([{ datname: 'notes', owner: 'app' }, { datname: 'reports', owner: 'reader' }]);
    const reader = { user: 'reader', password: word, database: 'reports' };
    expect(await rows(reader, 'select extname from pg_extension')).toContainEqual({ extname: 'plpgsql' });
    expect(await rows(reader, 'select pg_has_role(\'reader\', \'pg_read_all_data\', \'member\') as member')).toEqual([{ member: true }]);
  });

  it('says what it made without a secret, and run again finds all of it there', { timeout: 120_000 }, async () => {
    const { DB_PASSWORD = '' } = filledIn();
    const first = await compose('logs', '--no-log-prefix', 'db-resources');
    expect(first).toMatch(/: made$/m);
    for (const secret of [word, DB_PASSWORD]) expect(first).not.toContain(secret);
    const again = await compose('run', '--rm', '--no-deps', 'db-resources');
    expect(again).toMatch(/: is there$/m);
    expect(again).not.toMatch(/: made$/m);
  });
});
