import { StackyardError } from '../../contract/errors.ts';
import type { Core } from '../../contract/core.ts';
import type { VolumeView } from '../../contract/results.ts';
import { labels, observe, type Observed } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import { loadOrLast } from '../load-or-last.ts';
import type { Session } from '../session.ts';
import { volumeSizes } from './volume-sizes.ts';

export interface VolumeFacts {
  /** Bytes by volume. */
  readonly sizes: ReadonlyMap<string, number>;
  /** ISO 8601 by volume. The engine's own time of creation moves with the volume's content. */
  readonly created?: ReadonlyMap<string, string>;
}

/** The volumes of a stack, with what is known of them. Pure. */
export function volumeViews(observed: Observed, { sizes, created }: VolumeFacts): readonly VolumeView[] {
  const everyone = [...observed.containers, ...observed.foreign.containers];
  return observed.volumes.map(({ name, labels: own }) => {
    const size = sizes.get(name);
    const service = own[labels.service];
    const createdAt = created?.get(name);
    return {
      name,
      stack: observed.stack,
      inUse: everyone.some((container) => Object.values(container.volumes).includes(name)),
      ...(service === undefined ? {} : { service }),
      ...(size === undefined ? {} : { sizeBytes: size }),
      ...(createdAt === undefined ? {} : { createdAt }),
    };
  });
}

export async function volumes(session: Session, file: string, signal: AbortSignal): Promise<readonly VolumeView[]> {
  const { topology } = await loadOrLast(session, file);
  const client = await session.engine();
  const [observed, sizes, created] = await Promise.all([observe(client, topology, signal), volumeSizes(client, { signal }), creations(await session.store(), topology.name)]);
  return volumeViews(observed, { sizes, created });
}

/** When volumes were created, by the history; the newest counts, since a volume may have been removed and made again. */
async function creations(store: Store, stack: string): Promise<ReadonlyMap<string, string>> {
  const { events } = await store.events.query({ stack, type: 'step.create-volume', limit: 10_000 });
  return new Map(events.flatMap(({ status, details, timestamp }) => (status === 'ok' && typeof details['target'] === 'string' ? [[details['target'], timestamp] as const] : [])));
}

/** The one way a volume is removed: named, of this stack, not in use, and the name repeated. */
export async function removeVolume(session: Session, { file, name, confirm }: Parameters<Core['removeVolume']>[0]): Promise<VolumeView> {
  if (confirm !== name) throw new StackyardError('REFUSED_FOR_SAFETY', `Removing volume ${name} deletes its data for good.`, { hint: `Repeat its whole name to confirm: ${name}.` });
  const found = (await volumes(session, file, AbortSignal.timeout(60_000))).find((each) => each.name === name);
  if (found === undefined) throw new StackyardError('NOT_FOUND', `This stack has no volume "${name}".`, { hint: 'See stackyard volumes.' });
  if (found.inUse) throw new StackyardError('REFUSED_FOR_SAFETY', `Volume ${name} is in use.`, { hint: 'Stop what uses it with stackyard down, then remove it.' });
  const client = await session.engine();
  await client.call({ method: 'DELETE', path: `/volumes/${encodeURIComponent(name)}`, deadline: 30_000 });
  await (await session.store()).events.append({ stack: found.stack, type: 'volume.removed', status: 'ok', details: { volume: name } });
  return found;
}
