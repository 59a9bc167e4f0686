import { StackyardError } from '../errors.ts';

/** Raised whenever shells of this version need what cores of the version before do not have, or would be misunderstood by them. */
export const protocolVersion = 3;

/** What a core tells of itself by `core.info`. */
export interface CoreIdentity {
  readonly version: string;
  readonly protocol: number;
  readonly pid: number;
}

/** Why shells of this version do not work with that core, and what to do; undefined where they do. */
export function otherVersion({ version, protocol, pid }: CoreIdentity): StackyardError | undefined {
  if (protocol === protocolVersion) return undefined;
  const core = `The core that runs is of Stackyard ${version} (process ${pid})`;
  const ending = `quit the Stackyard that started it, or run \`kill ${pid}\``;
  return protocol < protocolVersion
    ? new StackyardError('CONFLICT', `${core}, which is older than this one: the two do not understand each other.`, { hint: `${ending.charAt(0).toUpperCase()}${ending.slice(1)}; your services go on. Then this one starts a core of its own.` })
    : new StackyardError('CONFLICT', `${core}, which is newer than this one: the two do not understand each other.`, { hint: `Update this one. To go on with it as it is, ${ending}; your services go on.` });
}
