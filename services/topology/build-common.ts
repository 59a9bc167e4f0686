import type { ContainerService, ServiceCommon } from './types.ts';
import { reportAt, type Offer, type StackSource } from './draft.ts';
import { environmentOf } from './environment.ts';
import type { Offers } from './offer.ts';
import { productionOf } from './production.ts';
import { readinessOf } from './ready.ts';
import { routesOf } from './routes.ts';

/** What containers and processes share. */
export type CommonParts = ServiceCommon;

export async function commonOf(offer: Offer, offers: Offers, stack: StackSource): Promise<CommonParts> {
  const { name, template, kind, uses, scale } = offer;
  const { routes, routesTo } = routesOf(offer, offers, stack);
  const environment = await environmentOf(offer, offers, stack);
  const production = productionOf(offer, stack);
  return {
    name,
    title: template?.document.title ?? name,
    category: template?.document.category ?? 'service',
    ...(template === undefined ? {} : { template: template.id }),
    ...(kind === undefined ? {} : { kind: kind.id }),
    uses: uses.map((each) => each.name),
    routesTo,
    routes,
    ports: offer.ports,
    bindings: offer.bindings,
    secrets: offer.secrets,
    options: offer.options,
    resources: offer.resources,
    environment,
    ...readinessOf(offer, stack),
    scale,
    ...(offer.input.scale === 1 ? { runsOnce: true as const } : {}),
    ...(production === undefined ? {} : { production }),
  };
}

/** Replicas that would share what only one may have. */
export function checkScale(offer: Offer, service: Pick<ContainerService, 'mounts'>, stack: StackSource): void {
  const { template, name, scale } = offer;
  if (template === undefined || scale <= 1) return;
  const ownsVolume = service.mounts.some((mount) => mount.type === 'volume' && !mount.readOnly && mount.volume.startsWith(`${name}-`));
  const limit = template.document.maxScale ?? (ownsVolume ? 1 : undefined);
  if (limit === undefined || scale <= limit) return;
  const reason = template.document.maxScale === undefined ? 'its replicas would share one volume' : 'that is the template\'s limit';
  reportAt(stack, ['services', name, 'scale'], { message: `${name} can run at most ${limit === 1 ? 'once' : `${limit} times`}: ${reason}.`, hint: `Write scale: ${limit}, or leave it out.` });
}
