import { parseSize } from '../../topology/units.ts';
import { imageName, majorOf, toldImage, versionOf, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

/** Settings that the template has its own value of, or that change nothing for one node without security. */
const harmless = /^(node\.name|cluster\.name|bootstrap\.memory_lock|network\.host|http\.port|http\.host|transport\.host|ES_HEAP_SIZE|TZ|cluster\.routing\.allocation\.disk\.(threshold_enabled|watermark\.\w+)|xpack\.security\.(enrollment|http\.ssl|transport\.ssl)\.enabled|xpack\.(ml|monitoring|graph|watcher)\.enabled|xpack\.license\.self_generated\.type|ingest\.geoip\.downloader\.enabled|cluster\.initial_master_nodes|ELASTIC_PASSWORD|action\.destructive_requires_name)$/;

export const elasticsearch: Recipe = {
  id: 'elasticsearch',
  repositories: ['docker.elastic.co/elasticsearch/elasticsearch', 'elasticsearch', 'elastic/elasticsearch'],
  async fit(service) {
    if (service.command !== undefined || service.entrypoint !== undefined) return 'it has a command of its own';
    const value = (key: string): string | undefined => service.variables.get(key)?.word?.value;
    const security = value('xpack.security.enabled');
    const major = majorOf(service);
    const [, minor = 99] = imageName(service.image?.value ?? '').tag.split('.').map(Number);
    if (major < 7 || (major === 7 && minor < 14)) return 'the template needs Elasticsearch 7.14 or later';
    if (security === 'true' || (security !== 'false' && major >= 8)) return "its security is on, and the template's is off";
    if (value('discovery.type') !== 'single-node') return 'it is a node of a cluster (no discovery.type=single-node)';
    const unknown = [...service.variables.keys()].find((name) => !harmless.test(name) && !['xpack.security.enabled', 'discovery.type', 'ES_JAVA_OPTS'].includes(name));
    if (unknown !== undefined) return `the template has no option for ${unknown}`;
    const java = value('ES_JAVA_OPTS') ?? '';
    const heap = /-Xmx(\d+[kmg])/i.exec(java)?.[1]?.toLowerCase();
    const other = java.replaceAll(/-Xm[sx]\d+[kmg]/gi, '').trim();
    if (other !== '') return 'the template has no option for its other settings of Java';
    const memory = given(service, 'mem_limit', ['limits', 'memory']);
    const options = sizes(heap, memory);
    return {
      template: 'elasticsearch',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options,
      more: {},
      secrets: {},
      takesAnyone: true,
      ports: { 9200: 'http' },
      schemes: [],
      urls: (name) => [`http://\${{ services.${name}.host }}:\${{ services.${name}.ports.http }}`],
      storage: ['/usr/share/elasticsearch/data', '/usr/share/elasticsearch/logs'],
      variables: {
        ...Object.fromEntries([...service.variables.keys()].map((name) => [name, "the template's own setting"])),
        'discovery.type': 'one node',
        'xpack.security.enabled': 'security is off',
        ES_JAVA_OPTS: `option heap: ${options['heap'] ?? '384mb'}`,
      },
      told: [
        toldImage(service, 'elasticsearch', /^\d+\.\d+\.\d+$/),
        ...(memory === undefined ? [] : [{ fact: `memory limit ${memory}`, outcome: 'carried' as const, how: `option memory: ${options['memory'] ?? '1gb'}` }]),
        ...(heap === undefined && memory === undefined ? [{ fact: 'heap by the machine', outcome: 'approximated' as const, how: 'heap 384mb, memory 1gb', why: 'the template always sets them; raise the options heap and memory together' }] : []),
      ],
    } satisfies Fit;
  },
};

/** The container has room for the heap and as much again. */
function sizes(heap: string | undefined, memory: string | undefined): Record<string, string> {
  const mebibytes = (text: string | undefined): number | undefined => (text === undefined ? undefined : Math.floor((parseSize(text) ?? 0) / 2 ** 20));
  const limit = mebibytes(memory);
  const wanted = mebibytes(heap) ?? (limit === undefined ? undefined : Math.max(192, Math.floor(limit / 2)));
  if (wanted === undefined) return {};
  const smallest = Math.max(192, wanted);
  const room = Math.max(limit ?? 1024, smallest + 256, 512);
  return { heap: `${smallest}mb`, ...(room === 1024 ? {} : { memory: `${Math.max(room, limit === undefined ? smallest * 2 : 0)}mb` }) };
}
