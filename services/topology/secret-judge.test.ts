import { expect, test } from 'vitest';
import { holdsPlainSecret, holdsSecretArgument } from './secret-judge.ts';

const secretVariables: readonly (readonly [string, string])[] = [
  ['DATABASE_URL', 'mysql://root:hunter@${{ services.b.host }}/x'], ['SECRET_KEY', 'hunter-${{ services.b.host }}'], ['API_TOKEN', '${{ services.b.secrets.password }}hunter'],
  ['API_TOKEN', 'hunter'], ['GITHUB_PAT', 'hunter'], ['SENTRY_DSN', 'https://key:hunter@sentry.example/1'], ['AUTH_HEADER', 'Bearer hunterhunter'], ['PGPASS', 'hunter'], ['COOKIE_SALT', 'hunter'],
  ['PEM', '-----BEGIN RSA PRIVATE KEY-----\nabc'], ['GIT', 'ghp_abcdefghijkl'], ['CONNECTION', 'Server=db;Password=hunter;'], ['HOOK', 'https://x.example/a?tok=hunter'], ['HOOK', 'http://${{ services.b.host }}/?a=1&token=hunter'],
  ['MYSQL_PWD', 'hunter'], ['JAVA_OPTS', '-Xmx1g -Ddb.password=hunter'], ['SENTRY_DSN', 'https://hunterhunter@sentry.example/1'], ['PLAIN', 'user:hunter@host'], ['db.password', 'hunter'], ['SETTINGS', '{"password": "hunter"}'], ['API_TOKEN', 'http://${{ services.b.host }}/hunter'],
];

test.each(secretVariables)('variable %s: %s is a secret', (name, text) => {
  expect(holdsPlainSecret(name, text)).toBe(true);
});

const plainVariables: readonly (readonly [string, string])[] = [
  ['PASSWORD_MIN_LENGTH', '8'], ['TOKEN_TTL', '3600'], ['KEY_PREFIX', 'app'], ['PASSWORD_FILE', '/run/secrets/x'], ['PGPASSFILE', '/run/x'], ['TOKEN_URL', 'https://x.example/token'], ['PATH', '/bin'], ['BYPASS', 'cache'],
  ['DATABASE_URL', 'postgres://app:${{ services.b.secrets.password }}@${{ services.b.host }}:${{ services.b.ports.postgres }}/x'], ['API_TOKEN', '${{ services.b.secrets.token }}'], ['AUTH_TOKEN', 'Bearer ${{ services.b.secrets.token }}'],
  ['TOKEN_SERVICE', 'http://${{ services.b.host }}:8080/'], ['CONNECTION', 'Server=${{ services.b.host }};Password=${{ services.b.secrets.password }};'], ['DIGEST', `sha256:${'a1'.repeat(32)}`], ['IMAGE', 'ghcr.io/acme/token-server:1.2@sha256:abc'],
  ['ADDRESS', 'http://app:8080/a@b'], ['HOOK', 'https://x.example/?token=${{ services.b.secrets.token }}'], ['PASSWORD', ''], ['USE_TOKEN', 'true'], ['JAVA_OPTS', '-Xmx1g -XX:+UseG1GC -Dtoken.ttl=60'], ['IMAGE', 'token:1@sha256:abc'], ['ADDRESS', 'app:${{ services.b.secrets.password }}@${{ services.b.host }}'], ['NODES', 'rabbit@a,rabbit@b'],
];

test.each(plainVariables)('variable %s: %s is none', (name, text) => {
  expect(holdsPlainSecret(name, text)).toBe(false);
});

test.each([
  [['--password', 'hunter']], [['--api-key=hunter']], [['TOKEN=hunter', 'run']], [['worker', '-b', 'amqp://u:hunter@${{ services.b.host }}']], [['java', '-Ddb.password=hunter', '-jar', 'x']],
  [['curl', '-u', 'me:hunter', 'http://x']], [['curl', '-ume:hunter', 'http://x']], [['sh', '-c', 'curl -fsS --user "me:hunter" http://localhost']], [['sh', '-c', 'export API_TOKEN="hunter"; run']], [['mysqladmin', 'ping', '-phunter']],
  [['redis-server', '--requirepass', 'hunter']], [['redis-cli', '-a', 'hunter', 'ping']], [['curl', 'http://x/?token=hunter']], [['curl', '-H', 'Authorization: Bearer hunterhunter']], [['--secret-key', 'hunter-${{ services.b.host }}']],
])('the words %j hold a secret', (words) => {
  expect(holdsSecretArgument(words)).toBe(true);
});

test.each([
  [['--password-file', '/run/x']], [['--password-file=/run/x']], [['--password', '$PASSWORD']], [['sh', '-c', 'run --password "$PASSWORD"']], [['sh', '-c', 'TOKEN=$(cat /run/secrets/token) run']], [['--password', '${{ services.b.secrets.password }}']],
  [['--auth=none']], [['--token-ttl', '3600']], [['--user', '1000:1000']], [['--user=postgres']], [['docker.io/acme/token:1@sha256:abc']], [['curl', '-u', 'me:$PASSWORD']], [['mkdir', '-p', '/data']], [['--no-password', '--verbose']], [['pg_isready', '-U', 'app']],
  [['amqp://u:$PASSWORD@rabbit']], [['mysqladmin', 'ping', '-p$MYSQL_ROOT_PASSWORD']],
])('the words %j hold none', (words) => {
  expect(holdsSecretArgument(words)).toBe(false);
});
