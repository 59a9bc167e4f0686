import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importFiles, type Files } from '../../../test/kit/import-files.ts';

/** What a service alone becomes, and why it is no template where it is none. */
async function one(service: string, files: Files = {}): Promise<{ readonly words: Readonly<Record<string, unknown>>; readonly reason: string | undefined }> {
  const { text, report } = await importFiles({ ...files, 'compose.yaml': `services:\n  it: ${service}\nvolumes: { data: {} }\n` });
  const { services } = parse(text) as { readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  return { words: services['it'] ?? {}, reason: report.find(({ how }) => how.startsWith('as a service of its own'))?.why ?? undefined };
}

describe('what becomes a template', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['{ image: "redis:7.4-alpine", command: [redis-server, --maxmemory, 64mb, --appendonly, "yes", --appendfsync, "no"] }', { template: 'redis', version: '7.4', options: { maxmemory: '64mb', fsync: 'no' } }],
    ['{ image: redis, command: "redis-server --save \'\' --databases 4", mem_limit: 100m }', { template: 'redis', options: { databases: 4, persistence: 'none', maxmemory: '73mb', memory: '100m' } }],
    ['{ image: "redis:7", command: \'sh -c "redis-server --requirepass $${PASS}"\', environment: { PASS: "${PASS:-hush}" } }', { template: 'redis', secrets: { password: '${PASS:-hush}' } }],
    ['{ image: "docker.io/library/memcached:1.6", command: memcached -m 200 -vv }', { template: 'memcached', options: { size: '200mb', memory: '217mb' } }],
    ['{ image: "postgres:${PG:-17}-alpine", environment: { POSTGRES_PASSWORD: x, POSTGRES_DB: shop }, command: -c work_mem=8MB }', { template: 'postgres', version: '${PG:-17}', databases: ['shop'], options: { workMemory: '8mb' } }],
    ['{ image: "rabbitmq:4-management", environment: { RABBITMQ_DEFAULT_VHOST: shop } }', { template: 'rabbitmq', version: '4', vhosts: ['shop'] }],
    ['{ image: "elasticsearch:9.1.0", environment: [discovery.type=single-node, xpack.security.enabled=false, ES_JAVA_OPTS=-Xms512m -Xmx512m], deploy: { resources: { limits: { memory: 2G } } } }', { template: 'elasticsearch', options: { heap: '512mb', memory: '2048mb' } }],
    ['{ image: "quay.io/minio/minio", command: server /data --console-address :9001, environment: { MINIO_ROOT_USER: "${U:-admin}", MINIO_ROOT_PASSWORD: "${P:-adminadmin}" } }', { template: 'minio', secrets: { accessKey: '${U:-admin}', secretKey: '${P:-adminadmin}' } }],
  ])('%s', async (service, expected) => {
    const { words, reason } = await one(service);
    expect(reason).toBeUndefined();
    expect(words).toMatchObject(expected);
  });
});

describe('what stays as it is, and why', () => {
  it.each<[string, RegExp]>([
    ['{ image: "redis:7", command: redis-server --replicaof other 6379 }', /no option for replicaof/],
    ['{ image: "redis:7", command: redis-sentinel /x.conf }', /none that the template has options for/],
    ['{ image: "redis:7", command: sh -c "redis-server; echo" }', /shell script/],
    ['{ image: "redis:7", deploy: { replicas: 2 } }', /2 replicas/],
    ['{ image: "redis:7", volumes: ["data:/other"] }', /mounts \/other/],
    ['{ image: "valkey/valkey:8" }', /a fork/],
    ['{ image: "redis/redis-stack" }', /modules/],
    ['{ image: "postgres:12", environment: { POSTGRES_PASSWORD: x } }', /14 or later/],
    ['{ image: "postgres:16", environment: { POSTGRES_PASSWORD_FILE: /run/secrets/x } }', /_FILE/],
    ['{ image: "postgres:16", command: -c wal_level=logical }', /no option for wal_level/],
    ['{ image: "postgis/postgis:16-3.4" }', /extensions/],
    ['{ image: "rabbitmq:3.8" }', /3\.11 or later/],
    ['{ image: "elasticsearch:8.15.0", environment: [discovery.type=single-node] }', /security is on/],
    ['{ image: "elasticsearch:7.17.0", environment: [discovery.seed_hosts=a] }', /cluster/],
    ['{ image: minio/minio, command: "server /data{1...4}" }', /several folders/],
    ['{ image: "nginx:1.27" }', /files of its own/],
    ['{ image: "envoyproxy/envoy:v1.30" }', /says more than routes/],
    ['{ image: "redis:7", privileged: true }', /privileged/],
  ])('%s', async (service, why) => {
    const { words, reason } = await one(service);
    expect(words['template']).toBeUndefined();
    expect(reason).toMatch(why);
  });
});

describe('a configuration of nginx', () => {
  const nginx = (text: string) => one('{ image: "nginx:1.27", volumes: ["./n.conf:/etc/nginx/nginx.conf:ro"], depends_on: [] }', { 'n.conf': text });

  it.each([
    ['events {} http { server { listen 80; location / { return 200 ok; } } }', /serves files of its own|says return/],
    ['http { server { listen 443 ssl; location / { proxy_pass http://it2; } } }', /ends TLS/],
    ['http { upstream a { server x:1; server y:1; } server { location / { proxy_pass http://a; } } }', /2 servers/],
    ['http { server { location ~ x { proxy_pass http://a; } } }', /no prefix/],
    ['http { server { location / { proxy_pass http://nobody:80; } } }', /routes to nobody/],
    ['http { server {', /cannot be read/],
    ['stream { server { listen 80; } }', /says stream/],
  ])('%s', async (text, why) => {
    expect((await nginx(text)).reason).toMatch(why);
  });
});
