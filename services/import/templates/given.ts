import { childOf } from '../../topology/yaml-tree.ts';
import { textAt } from '../compose/words.ts';
import type { ComposeService } from '../types.ts';

/** A limit that Compose writes on the service or below `deploy.resources`. */
export function given({ tree }: ComposeService, key: string, [part, word]: readonly [string, string]): string | undefined {
  return textAt(tree, key) ?? textAt(childOf(childOf(childOf(tree, 'deploy'), 'resources'), part), word);
}
