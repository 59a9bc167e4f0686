import { chooseImages, provideImage } from '../../services/engine/images/index.ts';
import type { ImageChoice, ImageDeps, ImageProgress, ImageTimings, ProvidedImage } from '../../services/engine/images/types.ts';
import type { EngineClient } from '../../services/engine/types.ts';
import type { ContainerService, ImageSource, Topology } from '../../services/topology/types.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { connectTo, realSocket } from './engine-support.ts';

/** The product waits 28 to 30 s (services/engine/images/types.ts); the same code runs here with times that a test can wait for. */
export const short: Partial<ImageTimings> = { manifest: 1_000, stall: 1_500, unpackStall: 6_000, slotWait: 6_000, rateLimitPause: 400, serverErrorPause: 100 };

export interface Bench extends AsyncDisposable {
  readonly client: EngineClient;
  readonly directory: string;
  readonly said: ImageProgress[];
  readonly deps: ImageDeps;
  topology(images: Readonly<Record<string, ImageSource>>, registry?: string): Topology;
  choose(image: ImageSource, registry?: string): Promise<ImageChoice>;
  /** As for `up --pull`. */
  renew(image: ImageSource): Promise<ImageChoice>;
  provide(choice: ImageChoice, signal?: AbortSignal): Promise<ProvidedImage>;
  /** Removed at the end. */
  forget(...references: readonly string[]): void;
}

export async function bench(options: { readonly timings?: Partial<ImageTimings>; readonly recipes?: string; readonly environment?: NodeJS.ProcessEnv } = {}): Promise<Bench> {
  const client = await connectTo(realSocket);
  const scratch = await scratchDirectory();
  const said: ImageProgress[] = [];
  const leftovers = new Set<string>();
  const deps: ImageDeps = {
    client,
    cache: scratch.file('cache'),
    environment: { PATH: process.env['PATH'], HOME: scratch.path, ...options.environment },
    timings: { ...short, ...options.timings },
    ...(options.recipes === undefined ? {} : { recipes: options.recipes }),
  };
  const topology: Bench['topology'] = (images, registry) => ({
    name: 'h3-images',
    directory: scratch.path,
    file: scratch.file('stackyard.yaml'),
    services: Object.fromEntries(Object.entries(images).map(([name, image]) => [name, container(name, image)])),
    ...(registry === undefined ? {} : { registry }),
  });
  return {
    client,
    directory: scratch.path,
    said,
    deps,
    topology,
    choose: async (image, registry) => only(await chooseImages(topology({ one: image }, registry), deps)),
    renew: async (image) => only(await chooseImages(topology({ one: image }), { ...deps, renew: true })),
    provide: async (choice, signal = new AbortController().signal) => {
      const provided = await provideImage(choice, { ...deps, signal, report: (item) => said.push(item) });
      leftovers.add(provided.reference);
      return provided;
    },
    forget: (...references) => references.forEach((each) => leftovers.add(each)),
    [Symbol.asyncDispose]: async () => {
      for (const reference of leftovers) if (await hasImage(client, reference)) await client.call({ method: 'DELETE', path: `/images/${reference}`, query: { force: true } });
      await client[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

function only({ one }: Readonly<Record<string, ImageChoice>>): ImageChoice {
  if (one === undefined) throw new Error('there is no choice for the one service');
  return one;
}

export function fromRegistry(reference: string, offline?: string): ImageSource {
  return { from: 'registry', reference, ...(offline === undefined ? {} : { offline }) };
}

export async function hasImage(client: EngineClient, reference: string): Promise<boolean> {
  const listed = await client.call<readonly { readonly RepoTags?: readonly string[] | null; readonly RepoDigests?: readonly string[] | null }[]>({ method: 'GET', path: '/images/json' });
  return listed.some(({ RepoTags, RepoDigests }) => RepoTags?.includes(reference) === true || RepoDigests?.includes(reference) === true);
}

function container(name: string, image: ImageSource): ContainerService {
  return {
    type: 'container',
    name,
    title: name,
    category: 'test',
    image,
    uses: [],
    routesTo: [],
    routes: [],
    ports: {},
    bindings: {},
    secrets: {},
    options: {},
    resources: {},
    environment: {},
    ready: { by: 'running' },
    readyTimeoutSeconds: 10,
    scale: 1,
    files: [],
    mounts: [],
    tmpfs: [],
    readOnly: false,
    capDrop: [],
    capAdd: [],
    noNewPrivileges: true,
    init: false,
    stopGraceSeconds: 1,
    ulimits: {},
    sysctls: {},
    restart: 'no',
    extraHosts: [],
    labels: {},
  };
}
