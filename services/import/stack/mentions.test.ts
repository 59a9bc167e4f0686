import { expect, test } from 'vitest';
import { mentionsIn } from './mentions.ts';

const hosts = new Map([['db', 'db'], ['redis', 'redis'], ['kafka-1', 'kafka-1'], ['my.host', 'web']]);
const seen = (value: string, name?: string): readonly string[] => mentionsIn(value, hosts, name).map(({ service, port, scheme, user, password }) => [service, port?.text, scheme, user?.text, password?.text].map((part) => part ?? '-').join(' '));

test.each<[string, string | undefined, readonly string[]]>([
  ['postgres://app:pw@db:5432/shop', 'DATABASE_URL', ['db 5432 postgres app pw']],
  ['jdbc:postgresql://db/shop', 'X', ['db - jdbc:postgresql - -']],
  ['redis://:p%40w@redis:6379/0?x=1', undefined, ['redis 6379 redis - p%40w']],
  ['http://my.host', 'X', ['web - http - -']],
  ['kafka-1:9092,db:5432', 'X', ['kafka-1 9092 - - -', 'db 5432 - - -']],
  ['Host=db;Port=5432;Username=app;Password=pw', 'X', ['db - - app pw']],
  ['app:pw@tcp(db:3306)/shop', 'X', ['db 3306 - - -']],
  ['db', 'DB_HOST', ['db - - - -']],
  ['db, redis', 'HOSTS', ['db - - - -', 'redis - - - -']],
  ['--broker=redis://redis:6379', undefined, ['redis 6379 redis - -']],
])('%s of %s names services', (value, name, expected) => {
  expect(seen(value, name)).toEqual(expected);
});

test.each([
  ['redis', 'CACHE_DRIVER'],
  ['db', 'POSTGRES_DB'],
  ['redis:7', 'REDIS_IMAGE'],
  ['/var/lib/db', 'DATA_HOST_PATH'],
  ['mydb:5432', 'X'],
  ['db.example.com:5432', 'DB_HOST'],
  ['http://example.com/redis', 'X'],
  ['redis', undefined],
])('%s of %s names none', (value, name) => {
  expect(seen(value, name)).toEqual([]);
});
