import { posix, relative, sep } from 'node:path';
import type { ContainerService } from '../../topology/types.ts';
import { imageOf } from '../kubernetes/image.ts';
import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import type { ComposeScope } from './input.ts';
import { literal, optionalVariable } from './text.ts';
import { imageVariable } from './variables.ts';

/** The name that `docker compose build` gives what the stack file builds, unless .env says another. */
export const builtName = ({ topology }: ComposeScope, { name }: ContainerService): string => `${topology.name}/${name}:1.0.0`;

/** Keys of a service that say where its image comes from. */
export function imageKeys(scope: ComposeScope, service: ContainerService): Readonly<Record<string, unknown>> {
  const { image, name } = service;
  if (image.from === 'registry') return { image: literal(imageOf(scope, service)) };
  const { context, dockerfile, args, target } = image;
  const plain = Object.entries(args).filter(([key, value]) => !holdsPlainSecret(key, value)).map(([key, value]) => [key, literal(value)] as const);
  return {
    image: optionalVariable(imageVariable(name), builtName(scope, service)),
    build: {
      context: literal(relativePath(scope.folder, context)),
      dockerfile: literal(dockerfile),
      ...(plain.length === 0 ? {} : { args: Object.fromEntries(plain) }),
      ...(target === undefined ? {} : { target: literal(target) }),
    },
    // One that was built or loaded here is used as it is; `docker compose build` makes another.
    pull_policy: 'missing',
  };
}

/** Build arguments stay in the image for everybody to read, so what looks like a secret is none of them. */
export function secretArguments({ image }: ContainerService): readonly string[] {
  return image.from === 'build' ? Object.entries(image.args).filter(([key, value]) => holdsPlainSecret(key, value)).map(([key]) => key) : [];
}

function relativePath(from: string, to: string): string {
  const path = relative(from, to).split(sep).join(posix.sep);
  return path === '' ? '.' : path;
}
