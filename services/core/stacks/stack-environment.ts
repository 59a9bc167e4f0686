import { environmentDigest } from '../../contract/environment-digest.ts';
import type { Session } from '../session.ts';
import { isNamedIn } from '../stack-memory/named-variables.ts';

/** Read by the engine client and by builds, whatever a stack's files name. */
const readByEngine = /^(DOCKER_|COLIMA_|BUILDKIT_|(https?|no|all|ftp)_proxy$|XDG_(RUNTIME|CONFIG)_)/i;

export interface StackEnvironment {
  /** Variables that the stack depends on, of the core's environment and of those that were asked about. */
  readonly names: readonly string[];
  /** Of the core's values; absent where everything counts, since host processes inherit all of it. */
  readonly digest?: string;
}

/** For a shell with an environment of its own, to learn whether work on the stack may be left to this core. */
export async function stackEnvironment(session: Session, file: string, asked: readonly string[]): Promise<StackEnvironment> {
  const topology = await session.load(file);
  if (Object.values(topology.services).some(({ type }) => type === 'process')) return { names: [] };
  const isNamed = isNamedIn(await session.texts(file));
  const names = [...new Set([...Object.keys(session.environment), ...asked])].filter((name) => readByEngine.test(name) || isNamed(name)).toSorted();
  return { names, digest: await environmentDigest(names, session.environment) };
}
