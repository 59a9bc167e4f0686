import { createHash } from 'node:crypto';
import type { EdgeView, ServiceView, StackView } from '../../contract/views/stack-view.ts';
import type { Service, Topology } from '../../topology/types.ts';
import type { Session } from '../session.ts';

/**
 * Changes whenever anything of the resolved stack changes, and with each of its `readings`: a file that was changed and changed back
 * between two of them says what it said, while a plan that was asked for meanwhile is the other one's.
 */
export function revisionOf(topology: Topology, readings: number): string {
  return `${createHash('sha256').update(JSON.stringify(topology)).digest('hex').slice(0, 16)}-${readings}`;
}

/** What a service speaks: its kind where code knows it, else the scheme of its address, else the name of its first port. */
function protocolOf(service: Service): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(service.bindings['url'] ?? '')?.[1];
  return scheme ?? Object.keys(service.ports)[0] ?? service.kind ?? 'tcp';
}

function edgesOf(topology: Topology): readonly EdgeView[] {
  const services = Object.values(topology.services);
  const target = (name: string): Service | undefined => topology.services[name];
  return services.flatMap((service) => {
    const routed = service.routes.map((route): EdgeView => {
      const [to = ''] = route.to.split('.');
      const label = [route.host, route.prefix].filter((part) => part !== undefined).join('');
      return { from: service.name, to, kind: 'route', protocol: route.websocket === true ? 'websocket' : 'http', ...(label === '' ? {} : { label }) };
    });
    const byRoute = new Set(routed.map((edge) => edge.to));
    const used = service.uses.flatMap((name): readonly EdgeView[] => {
      const to = target(name);
      return to === undefined || byRoute.has(name) ? [] : [{ from: service.name, to: name, kind: 'uses', protocol: protocolOf(to) }];
    });
    return [...used, ...routed.filter((edge) => target(edge.to) !== undefined)];
  });
}

async function serviceView(session: Session, service: Service): Promise<ServiceView> {
  const kind = service.kind === undefined ? undefined : await session.kind(service.kind);
  return {
    name: service.name,
    title: service.title,
    category: service.category,
    type: service.type,
    ...(service.template === undefined ? {} : { template: service.template }),
    ...(service.kind === undefined ? {} : { kind: service.kind }),
    capabilities: [...(kind?.capabilities ?? [])],
    uses: [...service.uses],
    routes: [...service.routes],
    ports: Object.entries(service.ports).map(([name, port]) => ({ name, containerPort: port.container, protocol: port.protocol, published: port.publish.mode !== 'none' })),
    scale: service.scale,
    options: structuredClone(service.options) as ServiceView['options'],
    resources: structuredClone(service.resources) as ServiceView['resources'],
  };
}

/** The topology as graph, table and forms show it. Holds no secret: a topology has none. */
export async function stackView(session: Session, topology: Topology): Promise<StackView> {
  return {
    name: topology.name,
    file: topology.file,
    directory: topology.directory,
    services: await Promise.all(Object.values(topology.services).map((service) => serviceView(session, service))),
    edges: [...edgesOf(topology)],
  };
}
