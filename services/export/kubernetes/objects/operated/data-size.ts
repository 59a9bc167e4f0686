import type { ContainerService } from '../../../../topology/types.ts';
import { ownVolumes } from '../../workload.ts';
import { volumeSize } from '../claim.ts';

/** Of the one volume that an operator keeps data in: of the service's own the first, or as much where it has none. */
export function dataSize(service: ContainerService): string {
  return volumeSize(service, ownVolumes(service)[0]?.volume ?? `${service.name}-data`);
}
