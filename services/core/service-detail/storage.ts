import type { ServiceDetail } from '../../contract/views/service-detail.ts';
import type { Observed } from '../../engine/index.ts';
import { volumeName } from '../../engine/container/names.ts';
import type { Service, Topology } from '../topology.ts';
import { volumeViews } from '../verbs/volumes.ts';

const mountsOf = (service: Service) => (service.type === 'container' ? service.mounts : []);

/** Who first mounts a volume is its owner, as in the labels that the engine keeps. */
function ownerOf(topology: Topology, volume: string): string | undefined {
  return Object.values(topology.services).find((service) => mountsOf(service).some((mount) => mount.type === 'volume' && mount.volume === volume))?.name;
}

/** The volumes that a service mounts, made or not yet, and those in the engine that carry its name. Pure. */
export function serviceVolumes(topology: Topology, service: Service, live?: { readonly observed: Observed; readonly sizes: ReadonlyMap<string, number> }): ServiceDetail['volumes'] {
  const found = live === undefined ? [] : volumeViews(live.observed, { sizes: live.sizes });
  const mounted = mountsOf(service).flatMap((mount) => (mount.type === 'volume' ? [mount.volume] : []));
  const names = new Set(mounted.map((volume) => volumeName(topology.name, volume)));
  const missing = [...new Set(mounted)].flatMap((volume) => {
    const name = volumeName(topology.name, volume);
    const owner = ownerOf(topology, volume);
    return found.some((each) => each.name === name) ? [] : [{ name, stack: topology.name, ...(owner === undefined ? {} : { service: owner }), ...(live === undefined ? {} : { inUse: false }) }];
  });
  return [...found.filter((each) => names.has(each.name) || each.service === service.name), ...missing];
}

export function serviceMounts(topology: Topology, service: Service): ServiceDetail['mounts'] {
  return mountsOf(service).map((mount) => ({ source: mount.type === 'volume' ? volumeName(topology.name, mount.volume) : mount.source, target: mount.target, readOnly: mount.readOnly }));
}
