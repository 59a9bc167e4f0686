import { adviceFor } from '../../topology/compose-words.ts';
import { childOf } from '../../topology/yaml-tree.ts';
import type { ComposeService } from '../types.ts';
import { elasticsearch } from './elasticsearch.ts';
import { imageName, type FileTexts, type Fit, type Recipe } from './fit.ts';
import { memcached } from './memcached.ts';
import { minio } from './minio.ts';
import { nginx } from './nginx.ts';
import { postgres } from './postgres.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';

const recipes: readonly Recipe[] = [redis, postgres, rabbitmq, minio, elasticsearch, memcached, nginx];
/** Images that look like one that is known, and are not. */
const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/^(valkey\/valkey|eqalpha\/keydb|docker\.dragonflydb\.io)/, 'the template redis runs the image of Redis; this is a fork with its own programs'],
  [/^redis\/redis-stack/, 'the template redis has none of the modules of Redis Stack'],
  [/^(postgis\/|timescale\/|pgvector\/|supabase\/postgres|bitnami(legacy)?\/postgresql)/, 'the template postgres runs the image of PostgreSQL, without these extensions'],
  [/^bitnami(legacy)?\/(rabbitmq|elasticsearch|minio|memcached|nginx)/, 'its settings are those of Bitnami'],
  [/^envoyproxy\/envoy/, 'its configuration says more than routes can be read from'],
  [/^opensearchproject\//, 'the template elasticsearch runs the image of Elasticsearch'],
];
/** Words that would change what a template's service is. */
const obstacles = ['build', 'configs', 'secrets', 'devices', 'privileged', 'network_mode', 'volumes_from', 'pid', 'ipc', 'gpus', 'provider', 'runtime', 'post_start', 'pre_stop', 'use_api_socket'];

/** A service as a template says it; text: why it stays as it is; undefined: no template is near. */
export async function fitOf(service: ComposeService, files: FileTexts): Promise<Fit | string | undefined> {
  const { repository } = imageName(service.image?.value ?? '');
  const recipe = recipes.find(({ repositories }) => repositories.includes(repository));
  if (recipe === undefined) return lookalikes.find(([pattern]) => pattern.test(repository))?.[1];
  const obstacle = obstacles.find((word) => childOf(service.tree, word) !== undefined);
  if (obstacle !== undefined) return `it has ${obstacle}${adviceFor(obstacle, 'service') === undefined ? '' : ', which a template does not'}`;
  if (service.replicas > 1) return `${service.replicas} replicas would share what only one may have`;
  const fit = await recipe.fit(service, files);
  if (typeof fit === 'string') return fit;
  const mount = service.mounts.find(({ target, type }) => type !== 'tmpfs' && !fit.storage.includes(target.replace(/\/$/, '')));
  if (mount !== undefined) return `it mounts ${mount.target}, which the template does not read`;
  const port = service.ports.find(({ target, protocol }) => protocol !== 'tcp' || (fit.ports[target] === undefined && !isTransport(fit, target)));
  return port === undefined ? fit : `the template has no port ${port.target}`;
}

/** Nodes of Elasticsearch talk to each other there; one node alone has nobody to talk to. */
function isTransport({ template }: Fit, port: number): boolean {
  return template === 'elasticsearch' && port === 9300;
}
