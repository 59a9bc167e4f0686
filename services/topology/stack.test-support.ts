import { z } from 'zod';
import { StackyardError } from '../contract/errors.ts';
import type { FindKind, KindShape } from './kind-shape.ts';
import { loadStack } from './load-stack.ts';
import { memoryReader } from './memory-reader.test-support.ts';
import type { Topology } from './types.ts';

const cache = `
title: Cache
kind: cache
category: cache
image: cache:8.2-alpine
offline: cache
options:
  mode: { enum: [aof, none], default: aof }
  memory: { type: size, default: 256mb, min: 8mb, max: 2g }
  databases: { type: integer, default: 16, min: 1, max: 64 }
  tls: { type: boolean, default: false }
  label: { type: string, default: none, pattern: "[a-z]+" }
secrets: { password: { generate: 32 }, clusterKey: { generate: 16, when: options.tls } }
ports: { cache: 6379, metrics: { container: 9121, publish: false }, tls: { container: 6380, when: options.tls } }
service:
  command: [cache-server, /etc/cache.conf, { value: --tls, when: options.tls }]
  user: "999:999"
  volumes: ["data:/data"]
  mem_limit: "\${{ options.memory }}"
  environment: { MEMORY_MB: "\${{ options.memory | megabytes }}" }
configs:
  /etc/cache.conf: { from: cache.conf.liquid }
  /etc/plain.conf: { content: "host \${{ self.host }}" }
probes: { ready: { tcp: cache }, live: { tcp: cache } }
bindings: { url: "cache://:\${{ secrets.password }}@\${{ self.host }}:\${{ self.ports.cache }}/0" }
production:
  workload: StatefulSet
  storage: { data: 8Gi }
  resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { memory: 512Mi } }
  security: { user: 999, readOnlyRoot: true }
`;

const edge = `
title: Edge
kind: edge
category: proxy
image: edge:1.29
ports: { http: 8080 }
configs: { /etc/edge.conf: { render: routes } }
`;

const worker = `
title: Worker
category: worker
image: worker:1
build: optional
maxScale: 4
service:
  command: [{ value: worker, when: "!build" }, { value: node, when: build }]
  environment: { REDIS: "\${{ uses.cache.url }}" }
`;

/** A small catalog, the files beside the stack, and the stack itself. */
export const stackFiles: Readonly<Record<string, string>> = {
  '/catalog/cache/template.yaml': cache.trimStart(),
  '/catalog/cache/cache.conf.liquid': 'port {{ self.ports.cache }}\nmaxmemory {{ options.memory | bytes }}\n{% if options.mode == "aof" %}append yes\n{% endif %}pass ${{ secrets.password }}\n',
  '/catalog/edge/template.yaml': edge.trimStart(),
  '/catalog/worker/template.yaml': worker.trimStart(),
  '/project/shop/api/Dockerfile': 'FROM scratch\n',
  '/project/shop/conf/app.conf': 'x\n',
  '/project/shop/settings.env': 'LEVEL=debug\n',
};

const kinds: Readonly<Record<string, KindShape>> = {
  cache: { id: 'cache', resources: { databases: z.array(z.string()), users: z.array(z.strictObject({ name: z.string(), admin: z.boolean().optional() })) }, probe: () => undefined, derive: { passwordHash: () => '' } },
  edge: { id: 'edge', resources: {}, render: { routes: (_topology, service) => service.routes.map((route) => `${route.prefix ?? '/'} → \${{ services.${route.to.split('.')[0]}.host }}`).join('\n') } },
};

export const findTestKind: FindKind = async (id) => kinds[id];

export interface TestStack {
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function loadTestStack({ text, files = {}, environment = {} }: TestStack): Promise<Topology> {
  const reader = memoryReader({ ...stackFiles, ...files, '/project/shop/stackyard.yaml': text });
  return loadStack({ file: '/project/shop/stackyard.yaml', reader, kinds: findTestKind, templateRoots: ['/catalog'], environment });
}

/** Every mistake of a stack as `file:line:column message` and its hint. */
export async function mistakesOf(stack: TestStack): Promise<string> {
  try {
    await loadTestStack(stack);
  } catch (error) {
    if (!(error instanceof StackyardError)) throw error;
    return [error, ...error.related].map(({ at, message, hint }) => `${at?.file.replace('/project/shop/', '') ?? '?'}:${at?.line}:${at?.column} ${message}\n    ${hint ?? '-'}`).join('\n');
  }
  return 'nothing: it was taken';
}
