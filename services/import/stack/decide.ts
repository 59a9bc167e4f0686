import { fitOf } from '../templates/index.ts';
import type { FileTexts, Fit } from '../templates/fit.ts';
import type { ComposeProject } from '../types.ts';
import { bucketMaker, type BucketMaker } from '../templates/buckets.ts';
import { loginObstacle } from './credentials.ts';
import type { Use } from './uses.ts';

export interface Decisions {
  readonly fits: ReadonlyMap<string, Fit>;
  /** Services whose image a template knows, and why they stay as they are. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Helpers whose whole work a template declares now; they are left out. */
  readonly makers: readonly BucketMaker[];
}

/** Which services become templates: what their own words allow, and what those that use them can follow. */
export async function decide(project: ComposeProject, uses: readonly Use[], files: FileTexts): Promise<Decisions> {
  const { services } = project;
  const found = [...services.values()].flatMap((service) => bucketMaker(service, project) ?? []);
  const others = withoutMakers(uses, found);
  const fits = new Map<string, Fit>();
  const reasons = new Map<string, string>();
  for (const service of services.values()) {
    const fit = await fitOf(service, files);
    const obstacle = fit === undefined || typeof fit === 'string' ? fit : obstacleOfUsers(fit, others.filter(({ target }) => target === service.name), services);
    if (obstacle !== undefined) reasons.set(service.name, obstacle);
    else if (fit !== undefined && typeof fit !== 'string') fits.set(service.name, fit);
  }
  const makers = found.filter(({ target }) => fits.has(target));
  for (const { target, buckets } of makers) {
    const fit = fits.get(target);
    const declared = fit?.more['buckets'];
    if (fit !== undefined) fits.set(target, { ...fit, more: { ...fit.more, buckets: [...(Array.isArray(declared) ? (declared as readonly unknown[]) : []), ...buckets] } });
  }
  return { fits, reasons, makers };
}

/** Who waited for buckets to be made waits for what has them. */
export function withoutMakers(uses: readonly Use[], makers: readonly BucketMaker[]): readonly Use[] {
  const merged = new Map<string, Use>();
  for (const use of uses) {
    if (makers.some(({ helper }) => helper === use.consumer)) continue;
    const target = makers.find(({ helper }) => helper.name === use.target)?.target ?? use.target;
    const key = `${use.consumer.name} ${target}`;
    const other = merged.get(key);
    merged.set(key, { ...use, target, isAwaited: use.isAwaited || other?.isAwaited === true, places: [...(other?.places ?? []), ...use.places.filter(({ mention }) => mention.service === target)] });
  }
  return [...merged.values()];
}

function obstacleOfUsers(fit: Fit, uses: readonly Use[], services: ComposeProject['services']): string | undefined {
  if (fit.template === 'nginx') return nginxObstacle(fit, uses, services);
  for (const use of uses) {
    const obstacle = loginObstacle(use, fit);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

/** The template listens on a port of its own, so nobody may name it without one; and it routes to services of the stack only. */
function nginxObstacle(fit: Fit, uses: readonly Use[], services: ComposeProject['services']): string | undefined {
  const named = uses.find(({ places }) => places.some(({ mention }) => mention.port === undefined || fit.ports[Number(mention.port.text)] === undefined));
  if (named !== undefined) return `${named.consumer.name} names it without its port, and the template listens on another`;
  const stranger = routesOf(fit).find(({ to }) => !services.has(to.slice(0, to.lastIndexOf('.'))));
  return stranger === undefined ? undefined : `it routes to ${stranger.to.slice(0, stranger.to.lastIndexOf('.'))}, which is no service`;
}

/** Routes of a fit, `to` as Compose's service and container port. */
export function routesOf({ more }: Fit): readonly { readonly to: string }[] {
  const routes = more['routes'];
  return Array.isArray(routes) ? (routes as readonly { readonly to: string }[]) : [];
}
