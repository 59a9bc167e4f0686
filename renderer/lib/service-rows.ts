import type { ServiceStatus } from '../../services/contract/results.ts';
import type { ServiceView, StackSnapshot, StackView } from '../../services/contract/views/stack-view.ts';

/** A service as this screen shows it: what it is, how it is, and why. */
export interface ServiceRow {
  readonly service: ServiceView;
  readonly status: ServiceStatus;
  /** What stands between it and ready, in words. */
  readonly why: string | undefined;
  readonly recreated: StackSnapshot['recreated'][string] | undefined;
}

const notStarted = ({ name, scale }: ServiceView): ServiceStatus => ({ name, state: 'stopped', replicas: { wanted: scale, ready: 0 }, image: '', ports: [], restarts: 0 });

export function serviceRows(view: StackView, snapshot: StackSnapshot | undefined): readonly ServiceRow[] {
  const statuses = new Map(snapshot?.status.services.map((status) => [status.name, status]));
  return view.services.map((service) => {
    const status = statuses.get(service.name) ?? notStarted(service);
    return { service, status, why: snapshot?.waiting[service.name] ?? status.cause, recreated: snapshot?.recreated[service.name] };
  });
}

export const matches = ({ service: { name, title, category }, status: { state } }: ServiceRow, filter: string): boolean => [name, title, category, state].some((text) => text.toLowerCase().includes(filter.toLowerCase()));

/** The template's title; of a service without one, where it comes from: it has no other name than its own. */
export function kindText({ service: { template, title, type }, status: { image } }: ServiceRow): string {
  if (template !== undefined) return title;
  if (type === 'process') return 'own program';
  return image.startsWith('stackyard/') ? 'own build' : 'own image';
}

/** `6379`, `8080 → 18080` where this machine's port is another. */
export const portText = ({ containerPort, hostPort }: ServiceStatus['ports'][number]): string => (hostPort === undefined || hostPort === containerPort ? String(containerPort) : `${containerPort} → ${hostPort}`);

/** This machine's ports, as one reads them: `5673, 15673`. */
export const hostPorts = (ports: ServiceStatus['ports']): string => ports.flatMap(({ hostPort }) => hostPort ?? []).join(', ');

export const portAddress = ({ host, hostPort }: ServiceStatus['ports'][number]): string | undefined => (hostPort === undefined ? undefined : `${host ?? '127.0.0.1'}:${hostPort}`);
