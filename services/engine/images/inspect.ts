import { StackyardError } from '../../contract/errors.ts';
import type { EngineClient } from '../types.ts';
import { normalArchitecture } from './architecture.ts';

export interface InspectedImage {
  readonly id: string;
  /** `linux/arm64`, with the variant where there is one. */
  readonly platform: string;
  readonly digests: readonly string[];
}

interface ImageAnswer {
  readonly Id: string;
  readonly Os?: string;
  readonly Architecture?: string;
  readonly Variant?: string;
  readonly RepoDigests?: readonly string[] | null;
}

/** Undefined when the engine does not have it. */
export async function inspectImage(client: EngineClient, reference: string, signal?: AbortSignal): Promise<InspectedImage | undefined> {
  try {
    const answer = await client.call<ImageAnswer>({ method: 'GET', path: `/images/${reference}/json`, ...(signal === undefined ? {} : { signal }) });
    const { Id: id, Os: os = 'linux', Architecture: architecture = '', Variant: variant = '', RepoDigests } = answer;
    return { id, platform: [os, normalArchitecture(architecture), ...(variant === '' ? [] : [variant])].join('/'), digests: (RepoDigests ?? []).map((each) => each.slice(each.indexOf('@') + 1)) };
  } catch (error) {
    if (error instanceof StackyardError && (error.code === 'NOT_FOUND' || error.code === 'IMAGE_UNAVAILABLE')) return undefined;
    throw error;
  }
}

/** What the engine runs without emulation: `linux/amd64`. */
export function enginePlatform(client: EngineClient): string {
  return `linux/${normalArchitecture(client.info.architecture)}`;
}

/** `linux/arm64` fits `linux/arm64/v8`, and the other way round. */
export function platformFits(wanted: string, actual: string): boolean {
  const [one = [], other = []] = [wanted, actual].map((each) => each.split('/'));
  return one.slice(0, Math.min(one.length, other.length)).every((part, index) => part === other[index]);
}
