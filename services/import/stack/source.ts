import { childOf } from '../../topology/yaml-tree.ts';
import type { Problems } from '../../topology/problems.ts';
import { textAt } from '../compose/words.ts';
import type { ComposeService } from '../types.ts';
import { plainText, relativePath, type StackContext } from './context.ts';
import { written } from './copied.ts';

const lostBuildWords = new Set(['context', 'dockerfile', 'args', 'target']);

/** `image` or `build` of a service of the user's own. A build that could not run is a mistake with its place. */
export async function sourceWords(service: ComposeService, context: StackContext, problems: Problems): Promise<Readonly<Record<string, unknown>>> {
  const name = context.targets.get(service.name)?.name ?? service.name;
  const build = childOf(service.tree, 'build');
  const image = service.image === undefined ? undefined : plainText(service.image.text);
  if (build?.type !== 'map') {
    if (image !== undefined) context.report({ service: name, fact: `image ${service.image?.value ?? ''}`, outcome: 'carried', how: 'as it is' });
    return image === undefined ? {} : { image };
  }
  const obstacle = await buildObstacle(service, context);
  if (obstacle !== undefined) {
    if (image === undefined) problems.report({ message: `${service.name} cannot be built: ${obstacle}.`, hint: 'Stackyard builds from a folder with a Dockerfile.', service: service.name, at: context.origins.at(build) });
    else context.report({ service: name, fact: 'build', outcome: 'dropped', how: `its image ${image} is run`, why: obstacle });
    return image === undefined ? {} : { image };
  }
  if (image !== undefined) context.report({ service: name, fact: `image ${service.image?.value ?? ''}`, outcome: 'dropped', how: 'what is built has a name of its own', why: 'build and image exclude each other' });
  const more = [...build.entries.keys()].filter((key) => !lostBuildWords.has(key));
  for (const key of more) context.report({ service: name, fact: `build.${key}`, outcome: 'dropped', how: 'not carried', why: 'Stackyard builds with context, dockerfile, args and target' });
  context.report({ service: name, fact: 'build', outcome: 'carried', how: 'built from the same folder' });
  const folder = relativePath(contextPath(service, context), context);
  const words = { context: folder, ...Object.fromEntries(['dockerfile', 'args', 'target'].flatMap((key) => { const value = childOf(build, key); return value === undefined ? [] : [[key, written(value, context)] as const]; })) };
  return { build: Object.keys(words).length === 1 ? folder : words };
}

function contextPath(service: ComposeService, { reader, origins, folder }: StackContext): string {
  const tree = childOf(childOf(service.tree, 'build'), 'context');
  return tree === undefined ? folder : reader.resolve(origins.of(tree)?.directory ?? folder, tree.type === 'scalar' ? tree.text : '.');
}

async function buildObstacle(service: ComposeService, context: StackContext): Promise<string | undefined> {
  const build = childOf(service.tree, 'build');
  const given = textAt(build, 'context') ?? '.';
  if (/^(https?|git|ssh|oci-layout|docker-image|service):|^git@|\.git(#.*)?$/.test(given)) return 'its context is a remote address';
  if (childOf(build, 'dockerfile_inline') !== undefined) return 'its Dockerfile is written into the Compose file; put it into a file of its own';
  const path = contextPath(service, context);
  const dockerfile = textAt(build, 'dockerfile') ?? 'Dockerfile';
  if ((await context.reader.kindOf(path)) !== 'directory') return `the folder ${given} is not there`;
  return (await context.reader.kindOf(context.reader.resolve(path, dockerfile))) === 'file' ? undefined : `there is no ${dockerfile} in ${given}`;
}
