import type { Client } from 'pg';
import type { ResourceOutcome } from '../kind.ts';
import { isVerifierOf, scramVerifier } from './scram.ts';
import type { Database, User } from './schemas.ts';

interface RoleRow {
  readonly rolpassword: string | null;
  readonly rolcreatedb: boolean;
}

export async function applyUser(client: Client, user: User): Promise<ResourceOutcome> {
  const resource = `user ${user.name}`;
  const role = client.escapeIdentifier(user.name);
  const { rows } = await client.query<RoleRow>('select rolpassword, rolcreatedb from pg_authid where rolname = $1', [user.name]);
  const [found] = rows;
  const createsDatabases = user.createDatabases ?? false;
  const attributes = (): string => `login ${createsDatabases ? 'createdb' : 'nocreatedb'} password ${client.escapeLiteral(scramVerifier(user.password))}`;
  let changed = false;
  if (found === undefined) await client.query(`create role ${role} ${attributes()}`);
  else if (found.rolcreatedb !== createsDatabases || !isVerifierOf(found.rolpassword, user.password)) {
    await client.query(`alter role ${role} ${attributes()}`);
    changed = true;
  }
  for (const group of user.memberOf ?? []) {
    const member = await client.query('select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where g.rolname = $1 and r.rolname = $2', [group, user.name]);
    if (member.rowCount !== 0) continue;
    await client.query(`grant ${client.escapeIdentifier(group)} to ${role}`);
    changed = true;
  }
  return { resource, outcome: found === undefined ? 'created' : changed ? 'changed' : 'unchanged' };
}

export async function applyDatabase(client: Client, { name, owner = 'app' }: Database): Promise<ResourceOutcome> {
  const resource = `database ${name}`;
  const { rows } = await client.query<{ readonly owner: string }>('select pg_get_userbyid(datdba) as owner from pg_database where datname = $1', [name]);
  const [found] = rows;
  const [database, role] = [client.escapeIdentifier(name), client.escapeIdentifier(owner)];
  if (found === undefined) {
    await client.query(`create database ${database} owner ${role}`);
    return { resource, outcome: 'created' };
  }
  if (found.owner === owner) return { resource, outcome: 'unchanged' };
  await client.query(`alter database ${database} owner to ${role}`);
  return { resource, outcome: 'changed' };
}

/** True where one was added. */
export async function addExtensions(client: Client, extensions: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ readonly extname: string }>('select extname from pg_extension');
  const present = new Set(rows.map(({ extname }) => extname));
  const missing = extensions.filter((each) => !present.has(each));
  for (const extension of missing) await client.query(`create extension if not exists ${client.escapeIdentifier(extension)} cascade`);
  return missing.length > 0;
}
