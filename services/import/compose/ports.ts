import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { ComposePort } from '../types.ts';
import { expandRange, parsePort } from './port-text.ts';
import type { Reading } from './read-file.ts';
import { listAt, textAt } from './words.ts';

/** `ports` in both forms, ranges written out. */
export function portsOf(tree: MapTree, reading: Reading): readonly ComposePort[] {
  return listAt(tree, 'ports').flatMap((item) => portOf(item, reading));
}

function portOf(item: Tree, { problems, origins }: Reading): readonly ComposePort[] {
  const short = item.type === 'scalar' ? parsePort(item.text) : undefined;
  const long = item.type === 'map' ? { hostIp: textAt(item, 'host_ip') ?? '', published: textAt(item, 'published') ?? '', target: textAt(item, 'target') ?? '', protocol: textAt(item, 'protocol') ?? 'tcp' } : undefined;
  const port = short ?? long;
  const targets = port === undefined ? undefined : expandRange(port.target);
  const published = port === undefined || port.published === '' ? [] : expandRange(port.published);
  // More host ports than the container has: Compose takes any of them.
  const isChoice = targets?.length === 1 && (published?.length ?? 0) > 1;
  if (port === undefined || targets === undefined || published === undefined || (published.length > 0 && published.length !== targets.length && !isChoice)) {
    problems.report({ message: `${item.type === 'scalar' ? `"${item.text}"` : 'This'} is no port.`, hint: 'Write "8080:80", or target: and published:.', at: origins.at(item) });
    return [];
  }
  const publishedTree = item.type === 'map' ? childOf(item, 'published') : item;
  const written = publishedTree === undefined ? '' : origins.written(publishedTree);
  return targets.map((target, index) => ({
    target,
    protocol: port.protocol,
    published: isChoice ? undefined : published[index],
    publishedText: targets.length === 1 && published.length === 1 ? variablePort(written, { isLong: item.type === 'map', target: port.target }) : undefined,
    hostIp: port.hostIp.replace(/^\[|\]$/g, ''),
    fact: `port ${port.published === '' ? '' : `${published[index] ?? port.published}:`}${target}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`,
  }));
}

/** `${PORT:-8080}:80` → `${PORT:-8080}`, where the host's port alone is a variable. */
function variablePort(written: string, { isLong, target }: { readonly isLong: boolean; readonly target: string }): string | undefined {
  if (!written.includes('$')) return undefined;
  if (isLong) return written;
  const rest = /^(\$\{[^{}]*\}):(\d+)(?:\/tcp)?$/.exec(written.replace(/^(127\.0\.0\.1|0\.0\.0\.0):/, ''));
  return rest?.[2] === target ? rest[1] : undefined;
}

/** Ports that the service says to listen on, without publishing them. */
export function exposedPorts(tree: MapTree): readonly number[] {
  return listAt(tree, 'expose').flatMap((item) => (item.type === 'scalar' && !item.text.endsWith('/udp') ? (expandRange(item.text.replace(/\/tcp$/, '')) ?? []) : []));
}
