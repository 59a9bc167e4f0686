import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { importFiles, loadText, mistakesOf, type Files } from '../../test/kit/import-files.ts';

const compose = (text: string, more: Files = {}): Files => ({ 'compose.yaml': text, ...more });
const big = `services:\n${Array.from({ length: 9 }, (_, level) => `  a${level}: &a${level}\n    labels: [${Array.from({ length: 9 }, () => (level === 0 ? 'x=y' : `*a${level - 1}`)).join(', ')}]\n`).join('')}`;

describe('a wrong project is refused with its place', () => {
  it.each<[string, Files, string]>([
    ['no file', {}, 'NOT_FOUND There is no Compose file in /shop.'],
    ['an empty file', compose(''), 'compose.yaml:1:1 The file is empty.'],
    ['no YAML', compose('services:\n  web: [\n'), 'compose.yaml:3:1 This is not valid YAML'],
    ['a tab', compose('services:\n\tweb: {}\n'), 'compose.yaml:2:1 A tab is used for indentation.'],
    ['a list', compose('- web\n'), 'compose.yaml:1:1 This file: expected a map, found a list.'],
    ['no services', compose('name: shop\n'), 'compose.yaml:1:1 There is no service.'],
    ['a word that is none', compose('services:\n  web:\n    image: web\n    comand: x\n'), 'compose.yaml:4:5 services.web has no key "comand".'],
    ['a wrong type', compose('services:\n  web:\n    image: [web]\n'), 'compose.yaml:3:5 services.web.image'],
    ['neither image nor build', compose('services:\n  web: { command: x }\n'), 'compose.yaml:2:3 web has neither image nor build.'],
    ['a dependency that is none', compose('services:\n  web: { image: web, depends_on: [db] }\n'), 'compose.yaml:2:34 web depends on "db", which is no service.'],
    ['itself', compose('services:\n  web: { image: web, depends_on: [web] }\n'), 'compose.yaml:2:34 web depends on itself.'],
    ['a loop', compose('services:\n  a: { image: a, depends_on: [b] }\n  b: { image: b, depends_on: [a] }\n'), 'compose.yaml:2:3 These services wait for each other: a → b → a.'],
    ['extends of nothing', compose('services:\n  web: { image: web, extends: base }\n'), 'compose.yaml:2:31 web extends "base", which is no service.'],
    ['extends in a loop', compose('services:\n  a: { image: a, extends: b }\n  b: { image: b, extends: a }\n'), 'compose.yaml:2:27 a extends itself: b → a → b.'],
    ['extends of a file that is not there', compose('services:\n  web: { image: web, extends: { service: x, file: ../no.yaml } }\n'), 'compose.yaml:2:31 There is no Compose file at /no.yaml.'],
    ['include of nothing', compose('include: [gone.yaml]\nservices: { web: { image: web } }\n'), 'compose.yaml:1:11 There is no Compose file at /shop/gone.yaml.'],
    ['include of itself', compose('include: [compose.yaml]\nservices: { web: { image: web } }\n'), 'compose.yaml:1:11 /shop/compose.yaml includes itself'],
    ['include in a loop', compose('include: [b.yaml]\n', { 'b.yaml': 'include: [compose.yaml]\n' }), 'b.yaml:1:11 /shop/compose.yaml includes itself'],
    ['a service twice by include', compose('include: [b.yaml]\nservices:\n  web: { image: a }\n', { 'b.yaml': 'services: { web: { image: b } }\n' }), 'compose.yaml:3:8 The service web is included, and written here as well.'],
    ['a variable that must be set', compose('services:\n  web: { image: "web:${TAG:?which one}" }\n'), 'compose.yaml:2:17 The variable TAG is not set: which one.'],
    ['a variable that is none', compose('services:\n  web: { image: "web:${TAG" }\n'), 'compose.yaml:2:17 "${TAG" lacks its closing brace.'],
    ['a port that is none', compose('services:\n  web:\n    image: web\n    ports: ["99999:80", "a:b"]\n'), 'compose.yaml:4:13 "99999:80" is no port.'],
    ['a volume that is none', compose('services:\n  web: { image: web, volumes: ["a:b:c:d"] }\n'), 'compose.yaml:2:32 "a:b:c:d" is no volume.'],
    ['a volume that is not declared', compose('services:\n  web: { image: web, volumes: ["data:/data"] }\n'), 'compose.yaml:2:31 web names the volume "data", which is not declared.'],
    ['a network that is not declared', compose('services:\n  web: { image: web, networks: [front] }\n'), 'compose.yaml:2:32 web names the network "front", which is not declared.'],
    ['a quote that is not closed', compose('services:\n  web: { image: web, command: "sh -c \'x" }\n'), 'compose.yaml:2:31 web.command: a quote is not closed.'],
    ['a build without folder', compose('services:\n  web: { build: ./gone }\n'), 'compose.yaml:2:17 web cannot be built: the folder ./gone is not there.'],
    ['a key twice', compose('services:\n  web: { image: a }\n  web: { image: b }\n'), 'compose.yaml:3:3 The key "web" stands twice in this map.'],
    ['a prototype', compose('services:\n  __proto__: { image: a }\n'), 'compose.yaml:2:3 The key "__proto__" is not allowed.'],
    ['an unknown tag', compose('services:\n  web: !!js/function x\n'), 'compose.yaml:2:8 This is not valid YAML'],
    ['an alias bomb', compose(big), 'compose.yaml:'],
    ['a deep file', compose(`services: ${'['.repeat(200)}`), 'compose.yaml:1:'],
    ['a huge file', compose(`services:\n  web: { image: ${'x'.repeat(1_100_000)} }\n`), 'compose.yaml:1:1 /shop/compose.yaml is 1.1 MB; at most 1 MB is read.'],
    ['a file of generated parts', compose(`services:\n${'  a: {}\n'.repeat(60_000)}`), 'compose.yaml:'],
  ])('%s', async (_name, files, expected) => {
    const [first] = (await mistakesOf(files)) ?? ['nothing'];
    expect(first).toContain(expected);
  });
});

/** A project that uses most words. */
const rich = `
name: shop
services:
  web:
    build: { context: ., dockerfile: Dockerfile, args: [A=1] }
    command: ["serve", "--port", "8080"]
    ports: ["8080:80", { target: 443, published: "8443", host_ip: 127.0.0.1 }]
    environment: { CACHE_URL: "redis://cache:6379/1", DB_HOST: db, DB_USER: app, DB_PASSWORD: "\${PW:-secretword}" }
    env_file: [.env]
    depends_on: { cache: { condition: service_started }, db: { condition: service_healthy, restart: true } }
    volumes: ["./src:/src:ro", "data:/data", { type: tmpfs, target: /tmp, tmpfs: { size: 1m, mode: 1777 } }]
    healthcheck: { test: [CMD, true], interval: 5s, retries: 3 }
    deploy: { replicas: 2, resources: { limits: { cpus: "0.5", memory: 64M, pids: 10 } }, restart_policy: { condition: on-failure } }
    networks: { front: { aliases: [www] } }
    labels: [a=b]
    secrets: [key, { source: key, target: other }]
    ulimits: { nofile: 1024, nproc: { soft: 1, hard: 2 } }
    extra_hosts: ["host.docker.internal:host-gateway"]
    profiles: [x]
  cache: { image: "redis:7-alpine", command: redis-server --maxmemory 64mb, volumes: [cache:/data], mem_limit: 100m }
  db: { image: "postgres:16", environment: [POSTGRES_PASSWORD=secretword, POSTGRES_USER=app], ports: [5432], healthcheck: { test: pg_isready } }
networks: { front: { driver: bridge } }
volumes: { data: {}, cache: { external: true } }
secrets: { key: { file: ./key } }
`;
const files: Files = { Dockerfile: 'FROM scratch\n', '.env': 'X=1\n', 'src/a': 'a', key: 'k' };

/** Every path of a document. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  const below = Array.isArray(value) ? [...value.entries()] : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...below.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function replaced(document: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(document)) return document.map((each: unknown, index) => (index === key ? replaced(each, rest, by) : each));
  return Object.fromEntries(Object.entries(document as Record<string, unknown>).map(([name, each]) => [name, name === key ? replaced(each, rest, by) : each]));
}

/** Taken, and then it loads; or refused with places. Anything else is thrown. */
async function checkOutcome(text: string): Promise<void> {
  const all = compose(text, files);
  const mistakes = await mistakesOf(all);
  if (mistakes === undefined) {
    await loadText((await importFiles(all)).text, all);
    return;
  }
  for (const mistake of mistakes) expect(mistake).toMatch(/^[\w./-]+:\d+:\d+ \S/);
}

const wrong: readonly unknown[] = [null, true, -1, 3.5, '', 'no such thing', '${', '../../../etc/passwd', [], ['a', 'a'], [[1]], {}, { a: { b: 1 } }];

describe('whatever stands anywhere', () => {
  const paths = pathsOf(parse(rich));

  it('the project itself is taken', async () => expect(await mistakesOf(compose(rich, files))).toBeUndefined());

  it.each(wrong.map((value) => [JSON.stringify(value), value] as const))('%s instead of each part: taken and loadable, or refused with its place', async (_name, value) => {
    for (const path of paths) await checkOutcome(stringify(replaced(parse(rich), path, value)));
  });

  it('numbers in a notation of their own stay numbers where no text is taken', async () => {
    await checkOutcome('services: { web: { image: "nginx:1.27", pids_limit: 0100, ulimits: { nofile: 024, nproc: { soft: 010, hard: +20 } }, labels: { batch: 024 } } }');
  });

  it('texts that were damaged: the same', async () => {
    const damage = fc.record({ at: fc.nat(rich.length), cut: fc.nat(8), put: fc.constantFrom('', ':', '- ', '{', ']', '"', "'", '\t', '&a ', '*a', '<<: ', '!reset ', '!override ', '$', '${X}', '#', '\n', '|', '\u0000', 'é') });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (all) => {
        await checkOutcome(all.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), rich));
      }),
      { numRuns: 300 },
    );
  });
});
