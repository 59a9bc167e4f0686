import { reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { portName } from './ready.ts';
import type { TemplateDocument } from './template-schema.ts';
import type { ProductionProbe, ProductionProfile } from './types.ts';
import { parseDuration } from './units.ts';
import type { TreePath } from './yaml-tree.ts';

type Probe = NonNullable<NonNullable<TemplateDocument['probes']>['ready']>;
const words = ['startup', 'ready', 'live'] as const;

/** The template's production profile, with port names as numbers. */
export function productionOf(offer: Offer, stack: StackSource): ProductionProfile | undefined {
  const document = offer.template?.document;
  const production = document?.production;
  if (document === undefined || production === undefined) return undefined;
  const probes: Partial<Record<(typeof words)[number], ProductionProbe>> = {};
  for (const word of words) {
    const own = production.probes?.[word];
    const probe = own ?? document.probes?.[word];
    const converted = probe === undefined ? undefined : toProbe(probe, offer, { path: own === undefined ? ['probes', word] : ['production', 'probes', word], stack });
    if (converted !== undefined) probes[word] = converted;
  }
  const { requests, limits } = production.resources;
  return {
    workload: production.workload,
    replicas: production.replicas ?? 1,
    user: production.security.user,
    anyUser: production.security.anyUser ?? false,
    readOnlyRoot: production.security.readOnlyRoot,
    writablePaths: production.security.writablePaths ?? [],
    storage: production.storage ?? {},
    requests,
    limits: { memory: limits.memory, ...(limits.cpu === undefined ? {} : { cpu: limits.cpu }) },
    probes,
    stopGraceSeconds: parseDuration(production.stop_grace_period ?? document.service?.stop_grace_period ?? '') ?? 30,
  };
}

function toProbe(probe: Probe, offer: Offer, { path, stack }: { readonly path: TreePath; readonly stack: StackSource }): ProductionProbe | undefined {
  if ('exec' in probe) return { exec: probe.exec };
  // Only the engine shows log lines; a cluster's probes cannot ask for them.
  if ('log' in probe) return undefined;
  const wanted = 'tcp' in probe ? probe.tcp : probe.http.port;
  const named = typeof wanted === 'number' ? wanted : offer.ports[portName(wanted, offer, reportInTemplate(stack, offer, path))]?.container;
  if (named === undefined) return undefined;
  return 'tcp' in probe ? { tcp: named } : { http: { port: named, path: probe.http.path } };
}
