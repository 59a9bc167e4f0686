import { childOf } from '../../topology/yaml-tree.ts';
import { listAt, textAt } from '../compose/words.ts';
import type { ComposeMount, ComposeService } from '../types.ts';
import { plainText, relativePath, teller, type StackContext, type Tell } from './context.ts';

/** `volumes` and `tmpfs` of a service of the user's own, and the files of `secrets` and `configs`. */
export async function volumeWords(service: ComposeService, context: StackContext): Promise<Readonly<Record<string, unknown>>> {
  const name = context.targets.get(service.name)?.name ?? service.name;
  const tell = teller(name, context.report);
  const volumes: string[] = [];
  const tmpfs: string[] = [];
  for (const mount of service.mounts) {
    if (mount.type === 'tmpfs') {
      tmpfs.push(mount.tmpfs === '' ? mount.target : `${mount.target}:${mount.tmpfs}`);
      tell(mount.fact, 'carried', ['tmpfs']);
    } else {
      const text = await volumeText(mount, context, tell);
      if (text !== undefined) volumes.push(text);
    }
  }
  volumes.push(...(await fileVolumes(service, context, tell)));
  const own = listAt(service.tree, 'tmpfs').map((item) => context.origins.written(item));
  if (own.length > 0) tell('tmpfs', 'carried', ['as it is']);
  return { ...(volumes.length === 0 ? {} : { volumes }), ...(own.length + tmpfs.length === 0 ? {} : { tmpfs: [...own, ...tmpfs] }) };
}

async function volumeText(mount: ComposeMount, context: StackContext, tell: Tell): Promise<string | undefined> {
  const { type, source, target, readOnly, lost, fact } = mount;
  const lostWords = lost.length === 0 ? [] : [`${lost.join(', ')}: there is no word for it`];
  const suffix = `:${target}${readOnly ? ':ro' : ''}`;
  if (type === 'anonymous') {
    tell(fact, 'carried', ['a volume of its own']);
    return target;
  }
  if (type === 'volume' && source !== undefined) return namedVolume({ mount, suffix, lostWords }, context, tell);
  if (type !== 'bind' || source === undefined) {
    tell(fact, 'dropped', ['not mounted', 'Stackyard mounts folders, files, named volumes and tmpfs only']);
    return undefined;
  }
  const found = mount.path === undefined ? 'directory' : await context.reader.kindOf(mount.path);
  if (found !== undefined) {
    tell(fact, lostWords.length === 0 ? 'carried' : 'approximated', [found === 'directory' ? 'the folder is mounted' : 'the file is mounted', ...lostWords, ...(source.value.endsWith('docker.sock') ? ['whoever controls this container controls the engine'] : [])]);
    return plainText(pathText(source.text, mount.path, context)) + suffix;
  }
  const base = (mount.path ?? '').replace(/^.*[/\\]/, '');
  if (/\.\w{1,10}$/.test(base)) {
    tell(fact, 'dropped', ['not mounted', `${source.value} is not there; create it and write volumes: ["${relativePath(mount.path ?? '', context)}${suffix}"]`]);
    return undefined;
  }
  const volume = base.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'data';
  tell(fact, 'approximated', [`the volume ${volume}`, `the folder ${source.value} is not there, and the engine would have made it as root`]);
  return `${volume}${suffix}`;
}

/** As it was written where it still means the same from the folder of stackyard.yaml. */
function pathText(text: string, path: string | undefined, context: StackContext): string {
  if (path === undefined || context.reader.resolve(context.folder, text) === path || (text.includes('$') && context.folder === context.project.directory)) return text;
  return relativePath(path, context).replaceAll('$', '$$$$');
}

interface NamedVolume {
  readonly mount: ComposeMount;
  readonly suffix: string;
  readonly lostWords: readonly string[];
}

function namedVolume({ mount, suffix, lostWords }: NamedVolume, context: StackContext, tell: Tell): string {
  const source = mount.source?.value ?? '';
  tell(mount.fact, 'approximated', [`a new volume ${context.stack}.${source}`, ...lostWords, dataWords(source, `${context.stack}.${source}`, context)]);
  return `${plainText(mount.source?.text ?? '')}${suffix}`;
}

/** Where the data are, and how they come over. The new volume must be made by `up`: one that somebody else made is not taken for the stack's. */
export function dataWords(volume: string, into: string, { project, stack }: StackContext): string {
  const declared = childOf(childOf(project.tree, 'volumes'), volume);
  const external = textAt(declared, 'name') ?? (textAt(declared, 'external') === 'true' ? volume : undefined);
  const old = external ?? `${project.name ?? stack}_${volume}`;
  return `data stay in the volume ${old}; to bring them over: stackyard up, stackyard down, and docker run --rm -v ${old}:/from:ro -v ${into}:/to alpine sh -c 'find /to -mindepth 1 -delete; cp -a /from/. /to/'`;
}

/** Secrets and configs with a file are mounted where Compose puts them. */
async function fileVolumes(service: ComposeService, context: StackContext, tell: Tell): Promise<readonly string[]> {
  const volumes: string[] = [];
  for (const word of ['secrets', 'configs'] as const) {
    for (const item of listAt(service.tree, word)) {
      const source = item.type === 'scalar' ? item.text : (textAt(item, 'source') ?? '');
      const declared = childOf(childOf(context.project.tree, word), source);
      const file = textAt(declared, 'file');
      const usual = word === 'secrets' ? `/run/secrets/${source}` : `/${source}`;
      const given = textAt(item, 'target');
      const target = given === undefined ? usual : given.startsWith('/') ? given : `${word === 'secrets' ? '/run/secrets' : ''}/${given}`;
      const fact = `${word.slice(0, -1)} ${source}`;
      const path = file === undefined ? undefined : context.reader.resolve(declared === undefined ? context.folder : (context.origins.of(declared)?.directory ?? context.folder), file);
      if (path !== undefined && (await context.reader.kindOf(path)) === 'file') {
        volumes.push(`${relativePath(path, context)}:${target}:ro`);
        tell(fact, 'carried', [`its file is mounted at ${target}`]);
      } else {
        const where = path === undefined ? 'put it into a file' : `${file ?? ''} is not there; create it`;
        tell(fact, 'dropped', ['not mounted', `${where}, and write volumes: ["./FILE:${target}:ro"]`]);
      }
    }
  }
  return volumes;
}
