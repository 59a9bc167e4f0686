import { z } from 'zod';
import type { ResourceCalls, ResourceStatement } from '../../contract/resource-calls.ts';
import type { JsonValue } from '../../topology/types.ts';
import { postgresResources, type Database, type User } from './schemas.ts';

const declaration = z.object(postgresResources).partial();
/** Names are letters, digits, underscores and hyphens: neither kind of quote can stand in them. */
const identifier = (name: string): string => `"${name}"`;
const literal = (name: string): string => `'${name}'`;

/** Statements for psql as the owner `app`. */
export function postgresCalls(resources: Readonly<Record<string, JsonValue>>): ResourceCalls | undefined {
  const { users = [], databases = [] } = declaration.parse(resources);
  const statements = [...users.flatMap(userStatements), ...databases.flatMap((database) => databaseStatements(typeof database === 'string' ? { name: database } : database))];
  return statements.length === 0 ? undefined : { by: 'psql', port: 'postgres', statements };
}

function userStatements({ name, createDatabases, memberOf = [] }: User): readonly ResourceStatement[] {
  const word = { secretKey: `USER_${name.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()}` };
  return [
    { what: `user ${name}`, database: 'postgres', sql: `create role ${identifier(name)} login;`, seen: `select 1 from pg_roles where rolname = ${literal(name)};` },
    { what: `rights of user ${name}`, database: 'postgres', sql: `alter role ${identifier(name)} login ${createDatabases === true ? 'createdb' : 'nocreatedb'} password :'word';`, secrets: { word } },
    ...memberOf.map((group) => ({ what: `user ${name} in ${group}`, database: 'postgres', sql: `grant ${identifier(group)} to ${identifier(name)};` })),
  ];
}

function databaseStatements({ name, owner = 'app', extensions = [] }: Database): readonly ResourceStatement[] {
  return [
    { what: `database ${name}`, database: 'postgres', sql: `create database ${identifier(name)} owner ${identifier(owner)};`, seen: `select 1 from pg_database where datname = ${literal(name)};` },
    { what: `owner of database ${name}`, database: 'postgres', sql: `alter database ${identifier(name)} owner to ${identifier(owner)};` },
    ...extensions.map((extension) => ({ what: `extension ${extension} of database ${name}`, database: name, sql: `create extension if not exists ${identifier(extension)} cascade;` })),
  ];
}
