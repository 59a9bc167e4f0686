import { asStackyardError } from '../../contract/errors.ts';
import type { ServiceDetail } from '../../contract/views/service-detail.ts';
import { inspectContainers, type EngineClient } from '../../engine/index.ts';
import { listImages } from '../../engine/images/index.ts';
import { imageDeps } from '../image-deps.ts';
import { keptProcesses } from '../kept-processes.ts';
import type { Session } from '../session.ts';
import { volumeSizes, type VolumeSizes } from '../verbs/volume-sizes.ts';
import { serviceDetail, type DetailFacts } from './detail.ts';
import { look, type AnsweringEngine, type Look } from './look.ts';
import { containerReplicas, processReplicas } from './replicas.ts';

interface Target {
  readonly file: string;
  readonly service: string;
}

/** The engine counts every file for the sizes; a view that is looked at does not wait longer than this. */
const sizesMilliseconds = 3_000;

/** A service in full, without its secrets. NOT_FOUND for a service that is not there; an engine that does not answer is told by `problem`. */
export async function detailOf(session: Session, target: Target, signal?: AbortSignal): Promise<ServiceDetail> {
  const looked = await look(session, target, signal);
  const kind = looked.service.kind === undefined ? undefined : await session.kind(looked.service.kind);
  const common = { ...looked, ...(kind?.question === undefined ? {} : { question: kind.question }) };
  const kept = looked.service.type === 'process' ? await processReplicasOf(session, looked) : undefined;
  if ('problem' in looked.engine) return serviceDetail({ ...common, problem: looked.engine.problem, replicas: kept ?? [] });
  try {
    const { live, replicas } = await engineFacts(session, looked, looked.engine);
    return serviceDetail({ ...common, live, replicas: kept ?? replicas });
  } catch (error) {
    const { code, message } = asStackyardError(error);
    if (code !== 'ENGINE_UNREACHABLE' && code !== 'ENGINE_TIMEOUT') throw error;
    return serviceDetail({ ...common, problem: message, replicas: kept ?? [] });
  }
}

async function processReplicasOf(session: Session, { topology, service }: Look): Promise<DetailFacts['replicas']> {
  const { kept } = await keptProcesses(session, topology);
  return processReplicas(kept.find((each) => each.name === service.name));
}

async function engineFacts(session: Session, { topology, service }: Look, { client, observed }: AnsweringEngine): Promise<Required<Pick<DetailFacts, 'replicas' | 'live'>>> {
  const own = observed.containers.filter((each) => each.service === service.name);
  const hasVolumes = observed.volumes.length > 0;
  const [inspections, [image], sizes] = await Promise.all([
    inspectContainers(client, own.map((each) => each.id)),
    listImages({ ...topology, services: { [service.name]: service } }, imageDeps(session, client)),
    hasVolumes ? sizesInTime(client) : new Map(),
  ]);
  return { replicas: containerReplicas(service.name, own, inspections), live: { observed, sizes, ...(image === undefined ? {} : { image }) } };
}

/** A view without sizes is better than none. */
async function sizesInTime(client: EngineClient): Promise<VolumeSizes> {
  try {
    return await volumeSizes(client, { deadline: sizesMilliseconds });
  } catch (error) {
    if (asStackyardError(error).code === 'ENGINE_TIMEOUT') return new Map();
    throw error;
  }
}
