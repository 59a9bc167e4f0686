import type { DeployOptions } from '../../contract/core.ts';
import type { ResourceCalls } from '../../contract/resource-calls.ts';
import { readLock } from '../../engine/images/index.ts';
import { namedServices } from '../../engine/plan/select.ts';
import { choicesOf } from '../../export/kubernetes/choices.ts';
import type { KubernetesInput } from '../../export/kubernetes/input.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';

/**
 * What the Kubernetes target needs to know of a stack; `images` come before what the stack file says.
 * @throws StackyardError USAGE for an image of a service that is not there
 */
export async function kubernetesInputOf(session: Session, topology: Topology, { images = {} }: Pick<DeployOptions, 'images'> = {}): Promise<KubernetesInput> {
  namedServices(Object.keys(topology.services), Object.keys(images));
  const choices = choicesOf(topology);
  const calls: Record<string, ResourceCalls> = {};
  for (const { name, kind, resources } of Object.values(topology.services)) {
    const asked = kind === undefined ? undefined : (await session.kind(kind))?.resourceCalls?.(resources);
    if (asked !== undefined) calls[name] = asked;
  }
  return { topology, digests: await readLock(topology.directory), calls, choices: { ...choices, images: { ...choices.images, ...images } } };
}
