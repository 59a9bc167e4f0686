import type { DeployOptions } from '../../contract/core.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { ResourceCalls } from '../../contract/resource-calls.ts';
import { readLock } from '../../engine/images/index.ts';
import { choicesOf } from '../../export/kubernetes/choices.ts';
import type { KubernetesInput } from '../../export/kubernetes/input.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';

/**
 * What the Kubernetes target needs to know of a stack; `images` come before what the stack file says.
 * @throws StackyardError NOT_FOUND for an image of a service that is not there
 */
export async function kubernetesInputOf(session: Session, topology: Topology, { images = {} }: Pick<DeployOptions, 'images'> = {}): Promise<KubernetesInput> {
  const unknown = Object.keys(images).find((name) => topology.services[name] === undefined);
  if (unknown !== undefined) throw new StackyardError('NOT_FOUND', `There is no service named ${unknown} in this stack, so no image of it.`, { hint: 'See stackyard status.' });
  const choices = choicesOf(topology);
  const calls: Record<string, ResourceCalls> = {};
  for (const { name, kind, resources } of Object.values(topology.services)) {
    const asked = kind === undefined ? undefined : (await session.kind(kind))?.resourceCalls?.(resources);
    if (asked !== undefined) calls[name] = asked;
  }
  return { topology, digests: await readLock(topology.directory), calls, choices: { ...choices, images: { ...choices.images, ...images } } };
}
