import type { ContainerService } from '../../../topology/types.ts';
import type { Labels } from '../labels.ts';

/** What an operator of the cluster makes of a resource, as far as other objects must know it. */
export interface Operator {
  readonly title: string;
  /** Of the resource that it reads. */
  readonly kind: string;
  /** Why it cannot run this service; undefined where it can. */
  readonly unfit: (service: ContainerService) => string | undefined;
  /** Its own image, where the service's does not do. */
  readonly image?: (service: ContainerService) => string;
  /** Labels of every pod that it makes, those of its Jobs as well. */
  readonly pods: (service: string) => Labels;
  /** Labels of the pods that clients are sent to; undefined where the operator makes a Service of the service's own name. */
  readonly served?: (service: string) => Labels;
  /** Words that it makes, by their key in the service's own Secret. */
  readonly secret?: { readonly ending: string; readonly keys: Readonly<Record<string, string>> };
  /** Ports that members use among themselves. */
  readonly peerPorts: readonly number[];
  /** The operator's own pods, and the ports of members that it asks; undefined where it asks by the cluster's API only. */
  readonly controller?: { readonly pods: Labels; readonly ports: readonly number[] };
  /** Whether members talk to the cluster's API. */
  readonly asksApi: boolean;
  /** It warns where a pod may take more memory than it asks for. */
  readonly wantsEvenMemory?: true;
  /** What it leaves to us. */
  readonly needs: readonly ('account' | 'budget')[];
  /** Endings of objects that it makes and that a Service could be called as well. */
  readonly endings: readonly string[];
}

export const tagOf = ({ image }: ContainerService): string => (image.from === 'registry' ? (/:([^:/@]+)(?:@.*)?$/.exec(image.reference)?.[1] ?? '') : '');

/** What every operator needs: an image of the usual make, the template's own config file to read settings from, and ports that it knows. */
export function unusual(service: ContainerService, { config, ports }: { readonly config: string; readonly ports: Readonly<Record<string, number>> }): string | undefined {
  const other = Object.entries(service.ports).find(([name, { container }]) => ports[name] !== container);
  if (other !== undefined) return `its port ${other[0]} is ${other[1].container}, which the operator does not open`;
  if (service.image.from === 'build') return 'its image is built, and the operator runs the usual one';
  if (!service.files.some(({ path }) => path === config)) return `it has no ${config}, from which its settings are read`;
  if (service.mounts.some(({ type }) => type === 'bind')) return 'it mounts a folder of this machine';
  return service.scale === 0 ? 'it is switched off by scale: 0' : undefined;
}
