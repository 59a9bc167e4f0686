import type { KubernetesObject } from './object.ts';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => value !== null && typeof value === 'object' && !Array.isArray(value);
const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), value);
const list = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What operators make of their resources, by the kind of these. */
const made: Readonly<Record<string, { readonly labels: (name: string) => Tree; readonly ports: readonly number[]; readonly secret?: string; readonly service?: true }>> = {
  Cluster: { labels: (name) => ({ 'cnpg.io/cluster': name, 'cnpg.io/instanceRole': 'primary' }), ports: [5432, 8000], secret: '-app' },
  Elasticsearch: { labels: (name) => ({ 'elasticsearch.k8s.elastic.co/cluster-name': name, 'common.k8s.elastic.co/type': 'elasticsearch' }), ports: [9200, 9300] },
  RabbitmqCluster: { labels: (name) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'rabbitmq' }), ports: [4369, 5672, 15_672, 15_692, 25_672], secret: '-default-user', service: true },
};

/** Every reference between objects that leads nowhere, and every name that Kubernetes would refuse. */
export function faultsOf(objects: readonly KubernetesObject[]): readonly string[] {
  const faults: string[] = [];
  const report = (object: KubernetesObject, what: string): void => void faults.push(`${object.kind} ${object.metadata.name}: ${what}`);
  const names = new Map<string, Set<string>>();
  for (const object of objects) {
    const known = names.get(object.kind) ?? new Set<string>();
    if (known.has(object.metadata.name)) report(object, 'is there twice');
    names.set(object.kind, known.add(object.metadata.name));
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(object.metadata.name)) report(object, 'name is no DNS label');
    for (const [key, value] of Object.entries(object.metadata.labels ?? {})) if (!/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(value)) report(object, `label ${key} is "${value}"`);
  }
  const operated = objects.flatMap((object) => {
    const found = made[object.kind];
    return found === undefined ? [] : [{ ...found, name: object.metadata.name, labels: found.labels(object.metadata.name) }];
  });
  const madeSecrets = new Set(operated.flatMap(({ name, secret }) => (secret === undefined ? [] : [`${name}${secret}`])));
  for (const { name, service } of operated) if (service === true && names.get('Service')?.has(name) === true) faults.push(`Service ${name}: the operator makes it`);
  const has = (kind: string, name: unknown): boolean => names.get(kind)?.has(text(name)) === true || (kind === 'Secret' && madeSecrets.has(text(name)));
  const pods = objects.flatMap((object) => (['Deployment', 'StatefulSet', 'Job'].includes(object.kind) ? [{ object, labels: at(object, 'spec.template.metadata.labels') as Tree, spec: at(object, 'spec.template.spec') as Tree }] : []));
  const selects = (selector: unknown, labels: Tree): boolean => isTree(selector) && Object.entries(selector).every(([key, value]) => labels[key] === value);
  const labelled = [...pods.map(({ labels }) => labels), ...operated.map(({ labels }) => labels)];
  const isThere = (selector: unknown): boolean => labelled.some((labels) => selects(selector, labels));
  const portsOf = (selector: unknown): readonly Tree[] => [
    ...pods.filter(({ labels }) => selects(selector, labels)).flatMap(({ spec }) => list(spec['containers']).flatMap((container) => list(container['ports']))),
    ...operated.filter(({ labels }) => selects(selector, labels)).flatMap(({ ports }) => ports.map((containerPort): Tree => ({ name: containerPort, containerPort }))),
  ];

  for (const { object, labels, spec } of pods) {
    if (object.kind !== 'Job' && !selects(at(object, 'spec.selector.matchLabels'), labels)) report(object, 'selects other pods than its own');
    if (!has('ServiceAccount', spec['serviceAccountName'])) report(object, `service account ${text(spec['serviceAccountName'])} is not there`);
    if (object.kind === 'StatefulSet' && !has('Service', at(object, 'spec.serviceName'))) report(object, 'its headless service is not there');
    const volumes = list(spec['volumes']);
    const claims = list(at(object, 'spec.volumeClaimTemplates')).map((claim) => text(at(claim, 'metadata.name')));
    const known = [...volumes.map(({ name }) => text(name)), ...claims];
    if (new Set(known).size !== known.length) report(object, 'two volumes have one name');
    for (const volume of volumes) {
      if (isTree(volume['configMap']) && !has('ConfigMap', volume['configMap']['name'])) report(object, `ConfigMap ${text(volume['configMap']['name'])} is not there`);
      if (isTree(volume['secret']) && !has('Secret', volume['secret']['secretName'])) report(object, `Secret ${text(volume['secret']['secretName'])} is not there`);
      for (const source of list(at(volume, 'projected.sources'))) if (!has('Secret', at(source, 'secret.name'))) report(object, `Secret ${text(at(source, 'secret.name'))} is not there`);
      if (isTree(volume['persistentVolumeClaim']) && !has('PersistentVolumeClaim', volume['persistentVolumeClaim']['claimName'])) report(object, `claim ${text(volume['persistentVolumeClaim']['claimName'])} is not there`);
    }
    const mounted = new Set<string>();
    for (const container of [...list(spec['initContainers']), ...list(spec['containers'])]) {
      const paths = list(container['volumeMounts']).map(({ mountPath }) => text(mountPath));
      if (new Set(paths).size !== paths.length) report(object, `${text(container['name'])} mounts two volumes at one path`);
      for (const mount of list(container['volumeMounts'])) {
        mounted.add(text(mount['name']));
        if (!known.includes(text(mount['name']))) report(object, `volume ${text(mount['name'])} is not there`);
      }
      const ports = list(container['ports']).map(({ name }) => text(name));
      for (const port of ports) if (!/^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(port)) report(object, `port name "${port}"`);
      if (new Set(ports).size !== ports.length) report(object, 'two ports have one name');
      for (const word of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const port = at(container[word], 'httpGet.port') ?? at(container[word], 'tcpSocket.port');
        if (typeof port === 'string' && !ports.includes(port)) report(object, `${word} asks port ${port}, which is not there`);
      }
      const before = new Set<string>();
      for (const variable of list(container['env'])) {
        const name = text(variable['name']);
        if (before.has(name)) report(object, `variable ${name} is there twice`);
        const secret = at(variable, 'valueFrom.secretKeyRef');
        if (isTree(secret)) {
          const found = objects.find((each) => each.kind === 'Secret' && each.metadata.name === secret['name']);
          if (madeSecrets.has(text(secret['name'])) ? secret['key'] !== 'password' : at(found, `data.${text(secret['key'])}`) === undefined) report(object, `variable ${name}: key ${text(secret['key'])} of ${text(secret['name'])} is not there`);
        }
        for (const [, used = ''] of text(variable['value']).replaceAll('$$', '').matchAll(/\$\(([^)]*)\)/g)) if (!before.has(used)) report(object, `variable ${name} names $(${used}), which does not stand before it`);
        before.add(name);
      }
      const security = container['securityContext'];
      if (!isTree(security) || security['runAsNonRoot'] !== true || security['runAsUser'] === 0 || security['readOnlyRootFilesystem'] !== true || security['allowPrivilegeEscalation'] !== false) report(object, `${text(container['name'])} is not restricted`);
      if (!isTree(at(container, 'resources.limits')) || at(container, 'resources.limits.ephemeral-storage') === undefined) report(object, `${text(container['name'])} has no limits`);
    }
    for (const name of known) if (!mounted.has(name)) report(object, `volume ${name} is mounted nowhere`);
  }
  for (const object of objects) {
    const { kind, spec } = object;
    if (kind === 'Service' || kind === 'PodDisruptionBudget' || kind === 'NetworkPolicy') {
      const selector = kind === 'Service' ? at(spec, 'selector') : kind === 'NetworkPolicy' ? (at(spec, 'podSelector.matchLabels') ?? {}) : at(spec, 'selector.matchLabels');
      if (!isThere(selector)) report(object, 'selects no pod');
      if (kind === 'Service') for (const port of list(at(spec, 'ports'))) if (!portsOf(selector).some(({ name }) => name === port['targetPort'])) report(object, `target port ${text(port['targetPort'])} is not there`);
      if (kind === 'NetworkPolicy') {
        for (const rule of list(at(spec, 'ingress'))) {
          for (const peer of list(rule['from'])) if (isTree(peer['podSelector']) && peer['namespaceSelector'] === undefined && !isThere(at(peer, 'podSelector.matchLabels'))) report(object, 'lets in from no pod');
          for (const port of list(rule['ports'])) if (!portsOf(selector).some(({ containerPort }) => containerPort === port['port'])) report(object, `port ${String(port['port'])} is not there`);
        }
        for (const rule of list(at(spec, 'egress'))) for (const peer of list(rule['to'])) if (isTree(peer['podSelector']) && peer['namespaceSelector'] === undefined && !isThere(at(peer, 'podSelector.matchLabels'))) report(object, 'lets out to no pod');
      }
    }
    if (kind === 'HorizontalPodAutoscaler') {
      const target = objects.find((each) => each.kind === at(spec, 'scaleTargetRef.kind') && each.metadata.name === at(spec, 'scaleTargetRef.name'));
      if (target === undefined || at(target, 'spec.replicas') !== undefined) report(object, 'its target is not there, or says a number of replicas');
    }
    if (kind === 'HTTPRoute') {
      const gateway = objects.find((each) => each.kind === 'Gateway' && each.metadata.name === list(at(spec, 'parentRefs'))[0]?.['name']);
      if (!list(at(gateway, 'spec.listeners')).some(({ name }) => name === list(at(spec, 'parentRefs'))[0]?.['sectionName'])) report(object, 'its listener is not there');
      for (const backend of list(at(spec, 'rules')).flatMap((rule) => list(rule['backendRefs']))) {
        const service = objects.find((each) => each.kind === 'Service' && each.metadata.name === backend['name']);
        if (!list(at(service, 'spec.ports')).some(({ port }) => port === backend['port'])) report(object, 'its backend is not there');
      }
    }
  }
  return faults;
}
