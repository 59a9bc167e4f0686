import type { Pod } from './pods.ts';
import { listAt, textAt } from './read.ts';

/** Volumes that are folders or files of the node. */
export function hostPathsOf({ spec }: Pod): readonly { readonly volume: string; readonly path: string }[] {
  return listAt(spec, 'volumes').flatMap((volume) => {
    const path = textAt(volume, 'hostPath.path');
    return path === undefined ? [] : [{ volume: textAt(volume, 'name') ?? '', path }];
  });
}
