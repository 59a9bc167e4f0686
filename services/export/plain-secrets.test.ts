import { expect, test } from 'vitest';
import { holdsPlainSecret, wordsHoldSecret } from './plain-secrets.ts';

const host = '${{ services.db.host }}';
const secret = '${{ services.db.secrets.password }}';

test.each([
  ['STRIPE_TOKEN', 'abc'],
  ['DB_PASSWORD', 'hunter2'],
  ['SECRET_KEY', `hunter2-${host}`],
  ['API_TOKEN', `pre${host}hunter`],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
  ['DATABASE_URL', `mysql://root:hunter2@${host}/x`],
  ['GITHUB_PAT', 'anything'],
  ['LATEST', 'ghp_0123456789abcdefghijABCDEFGHIJ'],
  ['SENTRY_DSN', 'https://0123456789abcdef@sentry.example.com/1'],
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['JAVA_OPTS', '-Xmx1g -Ddb.password=hunter2'],
  ['CONN', 'Server=db;User Id=sa;Password=hunter2;'],
  ['CONN', `Server=${host};User Id=sa;Password=hunter2;`],
  ['HOOK', `http://${host}/hook?token=hunter2`],
  ['COOKIE_SALT', 'hunter2'],
  ['PGPASS', 'hunter2'],
  ['CERT', '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nhunter2'],
  ['AUTH_HEADER', 'Bearer hunter2'],
  ['HEADER', 'Bearer hunter2hunter2'],
  ['TOKEN', '12345'],
])('%s of %j is a secret', (name, text) => expect(holdsPlainSecret(name, text)).toBe(true));

test.each([
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', secret],
  ['DB_PASSWORD', `prefix-${secret}`],
  ['DATABASE_URL', `mysql://root:${secret}@${host}/x`],
  ['DATABASE_URL', `mysql://root@${host}/x`],
  ['DATABASE_URL', 'mysql://root:${PASSWORD}@db/x'],
  ['PASSWORD_FILE', '/run/secrets/password'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['TOKEN_TTL', '3600'],
  ['TOKEN_URL', `http://${host}/token`],
  ['TOKEN_SERVER', `http://${host}:8080/token`],
  ['TOKEN_SERVER', `${host}:8080`],
  ['REQUIRE_PASSWORD', 'true'],
  ['KEY_PREFIX', 'shop:'],
  ['PATH', '/usr/local/bin:/usr/bin'],
  ['COMPASS', 'north'],
  ['IMAGE', 'ghcr.io/me/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'],
  ['JAVA_OPTS', '-Dpassword.file=/run/x -Dtoken=$TOKEN'],
  ['JAVA_OPTS', `-Dpassword=${secret}`],
  ['NOTE', 'Basic settings of a very long name'],
  ['SENTRY_DSN', 'https://sentry.example.com/1'],
])('%s of %j is none', (name, text) => expect(holdsPlainSecret(name, text)).toBe(false));

test.each([
  [['app', '--password', 'hunter2']],
  [['app', '--api-key=hunter2']],
  [['app', '--db-password', 'hunter2', '--verbose']],
  [['app', 'amqp://u:hunter2@h/']],
  [['sh', '-c', 'TOKEN=hunter2 exec app']],
  [['sh', '-c', 'app --secret hunter2']],
  [['redis-server', '--requirepass', 'hunter2']],
  [['curl', '-u', 'u:hunter2', 'http://localhost']],
  [['java', '-Ddb.password=hunter2', '-jar', 'a.jar']],
])('%j holds one', (words) => expect(wordsHoldSecret(words)).toBe(true));

test.each([
  [['app', '--password-file', '/run/secrets/password']],
  [['app', '--password', secret]],
  [['app', `--password=${secret}`]],
  [['sh', '-c', 'exec app --password "$PASSWORD" --token=${TOKEN}']],
  [['sh', '-c', 'redis-server --requirepass "$(cat /run/secrets/password)"']],
  [['app', '--auth=none', '--token-ttl', '60']],
  [['app', '--require-password', '--port', '80']],
  [['docker', 'run', '-u', '1000:1000', 'x']],
  [['curl', '-u', `u:${secret}`, 'http://localhost']],
  [['nginx', '-g', 'daemon off;']],
])('%j holds none', (words) => expect(wordsHoldSecret(words)).toBe(false));
