import { changedFields, changesInWords } from '../container/diff.ts';
import type { AppliedService, DesiredContainer } from '../container/types.ts';
import type { ObservedNetwork, OwnContainer } from '../observe/types.ts';
import type { ImageDecision } from './types.ts';

/** What has to happen to one replica. */
export type Verdict =
  | { readonly action: 'keep' }
  /** Runs, but keeps crashing: nothing to change, only to wait for. */
  | { readonly action: 'wait'; readonly cause: string }
  | { readonly action: 'start'; readonly how: 'start' | 'unpause'; readonly cause: string }
  | { readonly action: 'create'; readonly cause: string }
  | { readonly action: 'recreate'; readonly old: OwnContainer; readonly cause: string }
  /** A leftover of an interrupted recreate that is what is wanted: it takes its name. */
  | { readonly action: 'promote'; readonly leftover: OwnContainer; readonly old?: OwnContainer; readonly cause: string };

export interface VerdictInput {
  readonly container: DesiredContainer;
  readonly image: ImageDecision;
  readonly existing: OwnContainer | undefined;
  readonly leftovers: readonly OwnContainer[];
  readonly network: ObservedNetwork | undefined;
  readonly networkName: string;
  readonly applied: AppliedService | undefined;
}

export function verdictOf(input: VerdictInput): Verdict {
  const { container, existing, leftovers } = input;
  const cause = existing === undefined ? undefined : causeToRecreate(existing, input);
  if (existing !== undefined && cause === undefined) return verdictOnState(existing);
  const leftover = leftovers.find((each) => causeToRecreate(each, input) === undefined && (each.state === 'created' || each.state === 'exited'));
  if (leftover !== undefined) {
    const finish = 'an earlier change was interrupted and is finished';
    return { action: 'promote', leftover, cause: cause ?? finish, ...(existing === undefined ? {} : { old: existing }) };
  }
  if (existing === undefined || cause === undefined) return { action: 'create', cause: `${container.service} has no container ${container.replica}` };
  return { action: 'recreate', old: existing, cause };
}

function verdictOnState(existing: OwnContainer): Verdict {
  switch (existing.state) {
    case 'running':
      return { action: 'keep' };
    case 'restarting':
      return { action: 'wait', cause: 'it keeps restarting' };
    case 'paused':
      return { action: 'start', how: 'unpause', cause: 'it is paused' };
    case 'created':
      return { action: 'start', how: 'start', cause: 'it was created but never started' };
    case 'exited':
      return { action: 'start', how: 'start', cause: 'it is stopped' };
    case 'dead':
    case 'removing':
      return { action: 'recreate', old: existing, cause: `the engine could not remove it fully (${existing.state})` };
  }
}

/** Undefined when the container is what is desired. */
function causeToRecreate(existing: OwnContainer, input: VerdictInput): string | undefined {
  const { container, applied } = input;
  if (existing.state === 'dead' || existing.state === 'removing') return `the engine could not remove it fully (${existing.state})`;
  if (existing.hash !== container.hash) {
    const fields = changedFields(existing.fields, container.hashes);
    // The applied spec describes this container only if its hashes say the same.
    const before = applied !== undefined && fields.every((field) => applied.hashes[field] === existing.fields[field]) ? applied.fields : undefined;
    return fields.length === 0 ? 'its configuration changed' : changesInWords({ fields, after: container.fields, ...(before === undefined ? {} : { before }) });
  }
  return imageCause(existing, input.image) ?? networkCause(existing, input) ?? (existing.goneFile === undefined ? undefined : `it was made from ${existing.goneFile}, which is gone`);
}

const bareId = /^(sha256:)?[0-9a-f]{12,64}$/;

function imageCause(existing: OwnContainer, image: ImageDecision): string | undefined {
  if (image.id !== undefined) {
    return existing.imageId === image.id ? undefined : `image ${image.reference} changed: ${shortId(existing.imageId)} → ${shortId(image.id)}`;
  }
  // The listing shows a bare id where the reference was removed: no reason to replace what runs well.
  return bareId.test(existing.image) ? undefined : (image.cause ?? `image ${image.reference} is provided anew`);
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** A container remembers the network by id: one that was removed and made again is another one. */
function networkCause(existing: OwnContainer, { network, networkName }: VerdictInput): string | undefined {
  const attached = existing.networks[networkName];
  if (attached === undefined) return `it is not in network ${networkName}`;
  if (attached === '' || attached === network?.id) return undefined;
  return `network ${networkName} was made anew`;
}
