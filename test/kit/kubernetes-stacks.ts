import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceCalls } from '../../services/contract/resource-calls.ts';
import { nodeReader } from '../../services/core/node-reader.ts';
import { findKind } from '../../services/kinds/index.ts';
import { loadStack } from '../../services/topology/load-stack.ts';
import type { StackReader } from '../../services/topology/reader.ts';
import type { Topology } from '../../services/topology/types.ts';
import { choicesOf, type KubernetesChoices } from '../../services/export/kubernetes/choices.ts';
import type { KubernetesInput } from '../../services/export/kubernetes/input.ts';

const root = join(import.meta.dirname, '..', '..');
const own: readonly string[] = ['/project/stackyard.yaml', '/project/Dockerfile', '/project/api/Dockerfile', '/project/worker/Dockerfile', '/project/conf/app.conf'];

/** The real catalog, and a stack file with the folders that it names in memory. */
function readerOf(text: string): StackReader {
  return {
    ...nodeReader,
    async readText(file, limit) {
      return own.includes(file) ? { text: file.endsWith('.yaml') ? text : 'FROM scratch\n' } : nodeReader.readText(file, limit);
    },
    async kindOf(file) {
      if (own.includes(file)) return 'file';
      return own.some((each) => each.startsWith(`${file}/`)) ? 'directory' : nodeReader.kindOf(file);
    },
  };
}

export async function topologyOf(text: string): Promise<Topology> {
  return loadStack({ file: '/project/stackyard.yaml', reader: readerOf(text), kinds: findKind, templateRoots: [join(root, 'compose-templates')], environment: { REPORTS_PASSWORD: 'not-to-be-seen-1' } });
}

export async function inputOf(text: string, choices: Partial<KubernetesChoices> = {}): Promise<KubernetesInput> {
  const topology = await topologyOf(text);
  return { topology, digests: {}, calls: await callsOf(topology), choices: { ...choicesOf(topology), ...choices } };
}

/** Declared resources as requests, from the kinds themselves. */
export async function callsOf({ services }: Topology): Promise<Readonly<Record<string, ResourceCalls>>> {
  const all: [string, ResourceCalls][] = [];
  for (const { name, kind, resources } of Object.values(services)) {
    const calls = kind === undefined ? undefined : (await findKind(kind))?.resourceCalls?.(resources);
    if (calls !== undefined) all.push([name, calls]);
  }
  return Object.fromEntries(all);
}

export const demo = readFileSync(join(root, 'resources', 'demo', 'stackyard.yaml'), 'utf8');

/** Stacks of different shape. */
export const stacks: Readonly<Record<string, string>> = {
  demo: demo.replaceAll('context: ., dockerfile: api/Dockerfile', 'context: api').replaceAll('context: ., dockerfile: worker/Dockerfile', 'context: worker').replace('${SHOP_PORT:-8088}', '8088'),
  'one-cache': 'name: one\nservices:\n  cache: { template: redis }\n',
  'web-and-database': 'name: notes\nservices:\n  db: { template: postgres, databases: [notes, { name: reports, owner: reader, extensions: [pg_trgm] }], users: [{ name: reader, password: "${REPORTS_PASSWORD}", memberOf: [pg_read_all_data] }] }\n  web: { build: ./api, uses: [db], expose: { http: 3000 }, publish: { http: 3000 }, ready: { http: { port: http, path: /healthz } } }\n',
  'queue-and-workers': 'name: jobs\nservices:\n  queue: { template: redis, options: { persistence: aof } }\n  resize: { template: worker-bullmq, uses: [queue], options: { queue: images }, environment: { REDIS_URL: "${{ services.queue.url }}" }, scale: 3 }\n',
  'broker-with-users': 'name: events\nservices:\n  broker: { template: rabbitmq, vhosts: [billing], users: [{ name: reports, password: "${REPORTS_PASSWORD}", tags: [monitoring] }], queues: [a, { name: b, vhost: billing, type: quorum }], policies: [{ name: limit, pattern: "^a", definition: { max-length: 10 } }] }\n  consumer: { build: ./worker, uses: [broker] }\n',
  'object-storage': 'name: media\nservices:\n  files: { template: minio, buckets: [raw, { name: locked, objectLock: true }, { name: small, quota: 1gb, policy: public-read, versioning: true, lifecycle: [{ expireDays: 3, prefix: "tmp/" }] }] }\n  api: { build: ./api, uses: [files], expose: { http: 8080 }, environment: { UPLOADS: "s3://${{ services.files.ports.s3 }}" } }\n',
  search: 'name: find\nservices:\n  search: { template: elasticsearch, indexes: { posts: { mappings: { properties: { title: { type: text } } }, aliases: { all: {} } } } }\n  api: { build: ./api, uses: [search], expose: { http: 8080 } }\n',
  'two-proxies': 'name: edges\nservices:\n  one: { build: ./api, expose: { http: 8080 } }\n  two: { build: ./worker, expose: { http: 8081 }, scale: 2 }\n  mesh: { template: envoy, routes: [{ to: one }, { to: two, prefix: /two, sticky: { by: address } }] }\n  public: { template: nginx, publish: { http: 80 }, routes: [{ host: www.example.com, to: mesh }, { host: api.example.com, to: two, prefix: /v1, rewrite: / }] }\n',
  memcached: 'name: sessions\nservices:\n  sessions: { template: memcached, options: { auth: true } }\n  api: { build: ./api, uses: [sessions], expose: { http: 8080 } }\n',
  'shared-volume': 'name: shared\nservices:\n  writer: { image: "busybox:1.37", volumes: ["pool:/pool"], command: [sh, -c, "sleep infinity"], user: "2000:2000" }\n  reader: { image: "busybox:1.37", volumes: ["pool:/pool:ro", "cache:/var/cache"], command: [sh, -c, "sleep infinity"] }\n',
  'every-word': 'name: words\nservices:\n  app:\n    image: quay.io/acme/app:2.1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n    expose: { http: 80, a-very-long-name-of-a-port: 9000 }\n    environment: { STRIPE_TOKEN: sk_live_abc, PRICE: "$(cat x) $$5", EMPTY: "", NO: "no", TIME: "22:22", PORT: "0x1f", DATABASE: "postgres://me:hidden@db/x" }\n    mem_limit: 300mb\n    cpus: 0.5\n    pids_limit: 100\n    shm_size: 32mb\n    ulimits: { nofile: 1024 }\n    sysctls: { net.ipv4.tcp_syncookies: 1 }\n    tmpfs: ["/run:size=8m"]\n    init: true\n    stop_signal: SIGQUIT\n    restart: on-failure\n    extra_hosts: ["legacy:10.0.0.5"]\n    platform: linux/arm64\n    labels: { team: shop }\n    hostname: app\n    working_dir: /srv\n    ready: { exec: [/srv/ready] }\n  silent: { image: "acme/silent:1", ready: { log: "ready" } }\n  off: { image: "acme/off:1", scale: 0 }\n',
  operators: 'name: run\nexport: { kubernetes: { operators: { postgres: cloudnative-pg, rabbitmq: cluster-operator, elasticsearch: eck } } }\nservices:\n  db: { template: postgres, databases: [notes], users: [{ name: reader, password: "${REPORTS_PASSWORD}" }] }\n  plain: { template: postgres, options: { connections: 20 } }\n  broker: { template: rabbitmq, queues: [{ name: a, type: quorum }], users: [{ name: reports, password: "${REPORTS_PASSWORD}" }] }\n  search: { template: elasticsearch, indexes: [posts] }\n  api: { build: ./api, uses: [db, plain, broker, search], expose: { http: 8080 } }\n',
  refused: 'name: refused\nservices:\n  web: { run: npm run dev, expose: { http: 5173 } }\n  app: { image: "acme/app:1", user: root, cap_add: [SYS_ADMIN], volumes: ["./conf:/conf"], uses: [web], sysctls: { net.core.somaxconn: 1024 }, security_opt: ["no-new-privileges:false"] }\n',
  'long-names': 'name: a-stack-with-a-name-of-forty-characters\nservices:\n  a-service-with-a-name-of-forty-character: { template: redis }\n  another-service-with-a-name-of-forty-chr: { build: ./api, uses: [a-service-with-a-name-of-forty-character], expose: { a-port-with-quite-a-long-name-of-forty-c: 8080 } }\n',
};
