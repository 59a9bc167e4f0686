import * as fc from 'fast-check';
import type { Route } from '../../services/contract/routes.ts';
import { toText } from '../../services/topology/references.ts';
import type { ContainerService, Service, Text, Topology } from '../../services/topology/types.ts';

/** In a variable of every generated service, in plain words. */
export const SECRET = 'p1ain-s3cret-w0rd';

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/);
const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('no', '22:22', '1e3', '0x1f', '~', '$(HOME)', '$$(X)', 'a: b #c', 'line\nline\n', ' lead', '[[x]]', '{{ .Values.x }}', '}} {{', '\u2028'));
const port = fc.record({ container: fc.integer({ min: 1, max: 65_535 }), protocol: fc.constantFrom('tcp' as const, 'udp' as const), fixed: fc.boolean() });

interface Draft {
  readonly service: ContainerService;
  readonly uses: readonly number[];
  readonly texts: readonly { readonly of: number; readonly kind: 'host' | 'port' | 'secret'; readonly around: string }[];
}

const service = fc.record({
  type: fc.constant('container' as const),
  title: fc.string(), category: fc.string(), kind: fc.constantFrom(undefined, 'redis', 'nginx', 'envoy'), isTemplate: fc.boolean(),
  ports: fc.dictionary(name, port, { maxKeys: 3, noNullPrototype: true }),
  secrets: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/), fc.constant({ generate: 32 }), { maxKeys: 2, noNullPrototype: true }),
  scale: fc.integer({ min: 0, max: 4 }),
  environment: fc.dictionary(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,30}$/), text, { maxKeys: 4, noNullPrototype: true }),
  user: fc.constantFrom(undefined, 'root', '0:0', '999:999', '10500', 'node'),
  readOnly: fc.boolean(), init: fc.boolean(), noNewPrivileges: fc.boolean(),
  tmpfs: fc.uniqueArray(fc.stringMatching(/^\/[a-z]{1,8}(\/[a-z_.]{1,8})?$/), { maxLength: 3 }),
  volumes: fc.uniqueArray(fc.record({ volume: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,60}$/), target: fc.stringMatching(/^\/[A-Z]{1,8}$/), readOnly: fc.boolean() }), { maxLength: 2, selector: ({ target }) => target }),
  files: fc.uniqueArray(fc.record({ path: fc.stringMatching(/^\/(config|run\/secrets|etc\/app)\/[a-z]{1,8}\.conf$/), secret: fc.boolean(), content: text }), { maxLength: 3, selector: ({ path }) => path }),
  memoryBytes: fc.constantFrom(undefined, 64 * 2 ** 20, 2 ** 30), cpus: fc.constantFrom(undefined, 0.25, 2),
  command: fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined }),
  labels: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2, noNullPrototype: true }),
  uses: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }),
  texts: fc.array(fc.record({ of: fc.nat({ max: 5 }), kind: fc.constantFrom('host' as const, 'port' as const, 'secret' as const), around: text }), { maxLength: 3 }),
  routes: fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
});

/** A whole stack: references lead to services that are there, and nothing waits for itself, as the loader sees to it. */
export const anyStack: fc.Arbitrary<Topology> = fc.tuple(name, fc.uniqueArray(fc.tuple(name, service), { minLength: 1, maxLength: 5, selector: ([each]) => each })).map(([stack, drafts]) => {
  const names = drafts.map(([each]) => each);
  const pick = (index: number) => drafts[index % drafts.length];
  const services = drafts.map(([own, { ports, uses, texts, routes, kind, isTemplate, volumes, command, user, memoryBytes, cpus, ...rest }], position): Service => {
    const reference = ({ of, kind: what }: Draft['texts'][number]): Text => {
      const [target = '', { ports: theirs, secrets }] = pick(of) ?? [own, { ports: {}, secrets: {} }];
      const key = Object.keys(what === 'port' ? theirs : secrets)[0];
      if (what === 'host' || key === undefined) return toText({ to: 'host', service: target });
      return toText({ to: what, service: target, ...(what === 'port' ? { port: key } : { key }) } as Parameters<typeof toText>[0]);
    };
    const wired = Object.fromEntries(texts.map((each, index) => [`WIRED_${index}`, `${each.around.replaceAll('${{', '')}${reference(each)}`]));
    const to = [...new Set(routes)].flatMap((index): readonly Route[] => {
      const [target = '', { ports: theirs }] = pick(index) ?? ['', { ports: {} }];
      const first = Object.entries(theirs).find(([, each]) => (each as { readonly protocol: string }).protocol === 'tcp')?.[0];
      return target === own || first === undefined ? [] : [{ to: `${target}.${first}` }];
    });
    return {
      ...rest, name: own,
      ...(kind === undefined ? {} : { kind }), ...(isTemplate ? { template: 'some' } : {}), ...(user === undefined ? {} : { user }), ...(command === undefined ? {} : { command }), ...(memoryBytes === undefined ? {} : { memoryBytes }), ...(cpus === undefined ? {} : { cpus }),
      uses: position === 0 ? [] : [...new Set(uses.map((index) => names[index % position] ?? own))],
      routesTo: [...new Set(to.map((route) => route.to.split('.')[0] ?? ''))], routes: to,
      ports: Object.fromEntries([...new Map(Object.entries(ports).map((entry) => [entry[1].container, entry] as const)).values()].map(([key, { container, protocol, fixed }]) => [key, { container, protocol, publish: fixed ? { mode: 'fixed', hostPort: container, hostIp: '127.0.0.1' } : { mode: 'none' } }])),
      bindings: {}, options: {}, resources: {}, environment: { ...rest.environment, ...wired, API_TOKEN: SECRET },
      ready: { by: 'running' }, readyTimeoutSeconds: 60, image: { from: 'registry', reference: 'acme/app:1' },
      mounts: volumes.map((each) => ({ type: 'volume', ...each })), capDrop: [], capAdd: [], stopGraceSeconds: 10, ulimits: {}, sysctls: {}, restart: 'always', extraHosts: [],
      files: rest.files.map((file) => ({ ...file, content: file.content.replaceAll('${{', '') })),
    };
  });
  return { name: stack, directory: '/project', file: '/project/stackyard.yaml', services: Object.fromEntries(services.map((each) => [each.name, each])) };
});

const operated = [
  { kind: 'postgres', reference: 'postgres:18', ports: { postgres: 5432 }, path: '/config/postgresql.conf' },
  { kind: 'rabbitmq', reference: 'rabbitmq:4.3-management', ports: { amqp: 5672, management: 15_672, prometheus: 15_692 }, path: '/config/rabbitmq.conf' },
  { kind: 'elasticsearch', reference: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.3', ports: { http: 9200 }, path: '/config/elasticsearch.yml' },
] as const;

/** The first services of a stack become such that operators can run them; what others wrote about them stays. */
export function withOperated(stack: Topology): Topology {
  const services = Object.entries(stack.services).map(([key, given], index): readonly [string, Service] => {
    const form = operated[index];
    // Names of its resources are made longer by ECK.
    if (form === undefined || given.type !== 'container' || (form.kind === 'elasticsearch' && key.length > 36)) return [key, given];
    const ports = Object.fromEntries(Object.entries(form.ports).map(([name, container]) => [name, { container, protocol: 'tcp' as const, publish: { mode: 'none' as const } }]));
    return [key, { ...given, kind: form.kind, template: form.kind, scale: Math.max(1, given.scale), ports, image: { from: 'registry', reference: form.reference }, files: [{ path: form.path, secret: false, content: 'key = value\n' }], routes: [], routesTo: [], secrets: { ...given.secrets, password: { generate: 32 } } }];
  });
  return { ...stack, services: Object.fromEntries(services) };
}
