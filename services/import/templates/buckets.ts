import type { ComposeProject, ComposeService } from '../types.ts';
import { imageName } from './fit.ts';

/** A service that does nothing but make buckets in another one. */
export interface BucketMaker {
  readonly helper: ComposeService;
  /** Compose's name of the MinIO. */
  readonly target: string;
  readonly buckets: readonly (string | { readonly name: string; readonly policy: string })[];
}

const bucketName = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const policies = new Set(['private', 'download', 'upload', 'public']);

/** `minio/mc` with a script of `mc mb` and the like; undefined for one that does more. */
export function bucketMaker(helper: ComposeService, { services }: ComposeProject): BucketMaker | undefined {
  if (!['minio/mc', 'quay.io/minio/mc'].includes(imageName(helper.image?.value ?? '').repository)) return undefined;
  const words = [...(helper.entrypoint ?? []), ...(helper.command ?? [])].map(({ value }) => value);
  const script = /^(\/(usr\/)?bin\/)?(ba|a)?sh$/.test(words[0] ?? '') && words[1] === '-c' && words.length === 3 ? words[2] : undefined;
  const targets = helper.dependencies.filter(({ service }) => imageName(services.get(service)?.image?.value ?? '').repository.endsWith('minio/minio'));
  const [target] = targets;
  if (script === undefined || target === undefined || targets.length > 1) return undefined;
  const made = new Map<string, string | undefined>();
  for (const line of script.split(/[\n;]|&&|\|\|/)) if (!readLine(line.trim().split(/\s+/), made)) return undefined;
  const buckets = [...made].map(([name, policy]) => (policy === undefined || policy === 'private' ? name : { name, policy }));
  return buckets.length === 0 ? undefined : { helper, target: target.service, buckets };
}

/** False for what is more than making buckets. */
function readLine(words: readonly string[], made: Map<string, string | undefined>): boolean {
  const [program = '', verb = '', ...rest] = words.filter((word) => !['do', 'then', 'until', 'while', '!'].includes(word));
  if (['', 'sleep', 'exit', 'echo', 'done', 'set', 'true'].includes(program)) return true;
  if (!/^(\/usr\/bin\/)?mc$/.test(program)) return false;
  if (verb === 'alias' || verb === 'ready' || (verb === 'config' && rest[0] === 'host')) return true;
  const place = rest.findLast((word) => !word.startsWith('-'));
  const bucket = place?.slice(place.indexOf('/') + 1).replace(/\/$/, '') ?? '';
  if (!bucketName.test(bucket)) return false;
  if (verb === 'mb') {
    if (!made.has(bucket)) made.set(bucket, undefined);
    return rest.every((word) => word === place || ['-p', '--ignore-existing'].includes(word));
  }
  const policy = rest[0] === 'set' ? rest[1] : rest[0];
  if ((verb !== 'anonymous' && verb !== 'policy') || policy === undefined || !policies.has(policy)) return false;
  made.set(bucket, policy);
  return true;
}
