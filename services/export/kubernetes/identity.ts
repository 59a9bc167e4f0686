import type { ContainerService } from '../../topology/types.ts';

/** The number that images run under unless they need one of their own. */
const ANY_USER = 10_001;

export interface Identity {
  readonly user: number;
  readonly group: number;
  /** Why not the usual number: the image's own, or the stack file's. */
  readonly by: 'usual' | 'template' | 'stack' | 'assumed';
}

/** The user of a service's pod; undefined where it wants to be root, which Pod Security `restricted` refuses. */
export function identityOf(service: ContainerService): Identity | undefined {
  const { production, user, image } = service;
  const [ownUser, ownGroup] = numbersOf(user);
  if (production !== undefined && image.from === 'registry') {
    if (production.anyUser) return { user: ANY_USER, group: ANY_USER, by: 'usual' };
    return { user: production.user, group: ownUser === production.user ? (ownGroup ?? production.user) : production.user, by: 'template' };
  }
  if (user === undefined || production !== undefined) return { user: ANY_USER, group: ANY_USER, by: 'assumed' };
  if (ownUser === undefined) return user === 'root' ? undefined : { user: ANY_USER, group: ANY_USER, by: 'assumed' };
  return ownUser === 0 ? undefined : { user: ownUser, group: ownGroup ?? ownUser, by: 'stack' };
}

function numbersOf(user: string | undefined): readonly (number | undefined)[] {
  return (user ?? '').split(':').map((part) => (/^\d+$/.test(part) ? Number(part) : undefined));
}
