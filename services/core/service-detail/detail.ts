import type { ImageView } from '../../contract/results.ts';
import type { ReplicaView, ServiceDetail } from '../../contract/views/service-detail.ts';
import type { Observed } from '../../engine/index.ts';
import { connectionTexts, type Service } from '../topology.ts';
import { maskedText, type Masking } from './mask.ts';
import { readinessWords } from './readiness-words.ts';
import { serviceMounts, serviceVolumes } from './storage.ts';
import { variableViews } from './variables.ts';

export interface DetailFacts extends Masking {
  readonly service: Service;
  /** What the service's kind asks to know whether it is ready. */
  readonly question?: string;
  readonly replicas: readonly ReplicaView[];
  /** What the engine knows; absent while it cannot be reached. */
  readonly live?: { readonly observed: Observed; readonly sizes: ReadonlyMap<string, number>; readonly image?: ImageView };
  readonly problem?: string;
}

/** All that a person may see of a service. Resolved without its secrets, so that none can be in it. Pure. */
export function serviceDetail(facts: DetailFacts): ServiceDetail {
  const { topology, service, mask, live, question, replicas, problem } = facts;
  const connections = connectionTexts(service);
  const image = imageOf(service, live?.image);
  return {
    name: service.name,
    connections: {
      host: [...variableViews(connections, 'host', facts)],
      container: [...variableViews(connections, 'container', facts)],
      kubernetes: [...variableViews(connections, 'kubernetes', facts)],
    },
    environment: [...variableViews(service.environment, service.type === 'process' ? 'host' : 'container', facts)],
    files: service.type === 'container' ? service.files.map(({ path, secret }) => ({ path, secret })) : [],
    ...(image === undefined ? {} : { image }),
    volumes: serviceVolumes(topology, service, live),
    mounts: serviceMounts(topology, service),
    replicas: [...replicas],
    command: commandOf(service, facts),
    ...(service.type === 'container' && service.user !== undefined ? { user: service.user } : {}),
    limits: limitsOf(service),
    readiness: mask.text(readinessWords(service, question)),
    ...(problem === undefined ? {} : { problem }),
  };
}

function imageOf(service: Service, found: ImageView | undefined): ServiceDetail['image'] {
  if (service.type === 'process') return undefined;
  return found ?? { service: service.name, wanted: service.image.from === 'registry' ? service.image.reference : `build ${service.image.context}` };
}

/** The command line of a host process goes to the shell as it was written, without references. */
function commandOf(service: Service, masking: Masking): string[] {
  if (service.type === 'process') return [masking.mask.text(service.run)];
  return [...(service.entrypoint ?? []), ...(service.command ?? [])].map((text) => maskedText(text, service, masking));
}

function limitsOf(service: Service): ServiceDetail['limits'] {
  if (service.type === 'process') return {};
  const { memoryBytes, cpus, pidsLimit } = service;
  return { ...(memoryBytes === undefined ? {} : { memoryBytes }), ...(cpus === undefined ? {} : { cpus }), ...(pidsLimit === undefined ? {} : { pids: pidsLimit }) };
}
