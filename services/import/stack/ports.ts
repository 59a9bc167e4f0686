import type { ComposeService, ComposePort } from '../types.ts';
import { teller, type StackContext, type Tell } from './context.ts';
import type { Target } from './wiring.ts';

type Publish = Readonly<Record<string, string | number | boolean>>;

/** `expose` and `publish` of a service: what is published is, on 127.0.0.1, and nothing else is. */
export function portWords(service: ComposeService, context: StackContext): Readonly<Record<string, unknown>> {
  const target = context.targets.get(service.name);
  if (target === undefined) return {};
  const publish = publishOf(service, target, context);
  const names = [...target.ports.values()];
  const isHidden = names.length > 0 && Object.keys(publish).length === names.length && Object.values(publish).every((value) => value === false);
  return {
    ...(target.fit !== undefined || names.length === 0 ? {} : { expose: Object.fromEntries([...target.ports].map(([port, name]) => [name, port])) }),
    ...(isHidden ? { publish: false } : Object.keys(publish).length === 0 ? {} : { publish }),
  };
}

function publishOf(service: ComposeService, { ports, fit, name }: Target, { report }: StackContext): Publish {
  const publish: Record<string, string | number | boolean> = {};
  const taken = new Set<number>();
  const tell = teller(name, report);
  for (const port of service.ports) {
    const key = ports.get(port.target);
    if (port.protocol !== 'tcp') tell(port.fact, 'dropped', ['not published', `only TCP ports are published; reach ${port.protocol} from within the stack`]);
    else if (key === undefined) tell(port.fact, 'dropped', ['not published', 'a single node needs it for nobody']);
    else if (taken.has(port.target)) tell(port.fact, 'dropped', ['not published', 'one port of a service has one address on this machine']);
    else {
      taken.add(port.target);
      const value = port.published === undefined || service.replicas > 1 ? undefined : port.publishedText === undefined || port.hostIp === '::1' ? port.published : port.publishedText;
      if (value !== undefined) publish[key] = port.hostIp === '::1' ? `[::1]:${value}` : value;
      tellPublished(port, { key, isFree: value === undefined }, tell);
    }
  }
  // Templates' ports are for the browsers of the app too, so they stay as templates have them.
  if (fit === undefined) for (const [port, key] of ports) if (!taken.has(port)) publish[key] = false;
  return publish;
}

function tellPublished(port: ComposePort, { key, isFree }: { readonly key: string; readonly isFree: boolean }, tell: Tell): void {
  if (isFree) tell(port.fact, port.published === undefined ? 'carried' : 'approximated', [`port ${key} at a free port of 127.0.0.1`, ...(port.published === undefined ? [] : ['several replicas cannot share one port'])]);
  else if (['127.0.0.1', 'localhost', '::1'].includes(port.hostIp)) tell(port.fact, 'carried', [`port ${key} of 127.0.0.1`]);
  else tell(port.fact, 'approximated', [`port ${key} of 127.0.0.1 only`, `it was reachable from other machines (${port.hostIp === '' ? '0.0.0.0' : port.hostIp}); write publish: { ${key}: "0.0.0.0:${port.published ?? port.target}" } where that is wanted`]);
}
