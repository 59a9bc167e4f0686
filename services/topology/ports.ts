import { evaluateCondition } from './condition.ts';
import { reportAt, reportInTemplate, type Draft, type StackSource } from './draft.ts';
import { isFault } from './fault.ts';
import { suggest } from './nearest-word.ts';
import type { Port } from './types.ts';

type Publish = Port['publish'];

/** Template ports and `expose`, with what `publish` makes of them. */
export function portsOf(draft: Draft, stack: StackSource): Readonly<Record<string, Port>> {
  const { template, input, name } = draft;
  const ports: Record<string, Port> = {};
  const isProcess = input.run !== undefined;
  for (const [key, spec] of Object.entries(template?.document.ports ?? {})) {
    const long = typeof spec === 'number' ? { container: spec } : spec;
    const holds = evaluateCondition(long.when, { options: draft.options, build: input.build !== undefined });
    if (isFault(holds)) reportInTemplate(stack, draft, ['ports', key, 'when'])(holds);
    if (holds !== true) continue;
    const publish: Publish = long.publish === false ? { mode: 'none' } : { mode: 'auto', wanted: long.wanted ?? long.container };
    ports[key] = { container: long.container, protocol: long.protocol ?? 'tcp', publish };
  }
  for (const [key, container] of Object.entries(input.expose ?? {})) {
    if (Object.hasOwn(ports, key)) reportAt(stack, ['services', name, 'expose', key], { message: `The template ${template?.id ?? ''} has a port "${key}" already.`, hint: 'Use another name.', aim: 'key' });
    // A process on this machine listens here itself: nothing has to be published.
    else ports[key] = { container, protocol: 'tcp', publish: isProcess ? { mode: 'none' } : { mode: 'auto', wanted: container } };
  }
  return publishPorts(draft, ports, stack);
}

function publishPorts({ name, input, scale }: Draft, ports: Readonly<Record<string, Port>>, stack: StackSource): Readonly<Record<string, Port>> {
  const wanted = input.publish;
  if (wanted === undefined || wanted === true) return ports;
  if (wanted === false) return Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, { ...port, publish: { mode: 'none' } as const }]));
  const result: Record<string, Port> = { ...ports };
  for (const [key, value] of Object.entries(wanted)) {
    const path = ['services', name, 'publish', key];
    const port = Object.hasOwn(ports, key) ? ports[key] : undefined;
    if (port === undefined) {
      reportAt(stack, path, { message: `${name} has no port "${key}" to publish.`, hint: suggest(key, Object.keys(ports), 'ports'), aim: 'key' });
      continue;
    }
    const publish = publishOf(value, port);
    if (publish === undefined) reportAt(stack, path, { message: `services.${name}.publish.${key}: ${String(value)} is no address and port.`, hint: 'Write a port from 1 to 65535, or "127.0.0.1:8080".' });
    else result[key] = { ...port, publish };
    if (publish?.mode === 'fixed' && scale > 1) reportAt(stack, path, { message: `${scale} replicas of ${name} cannot share the one port ${publish.hostPort}.`, hint: 'Leave publish out, or put a proxy in front.' });
  }
  return result;
}

function publishOf(value: number | string | boolean, port: Port): Publish | undefined {
  if (value === false) return { mode: 'none' };
  if (value === true || value === 'auto') return { mode: 'auto', wanted: port.publish.mode === 'auto' ? port.publish.wanted : port.container };
  if (typeof value === 'number') return { mode: 'fixed', hostPort: value, hostIp: '127.0.0.1' };
  const colon = value.lastIndexOf(':');
  const hostPort = Number(value.slice(colon + 1));
  const address = value.slice(0, colon).replace(/^\[|\]$/g, '');
  const isValid = hostPort >= 1 && hostPort <= 65_535 && (address.includes(':') || address === 'localhost' || address.split('.').every((part) => Number(part) <= 255));
  return isValid ? { mode: 'fixed', hostPort, hostIp: address === 'localhost' ? '127.0.0.1' : address } : undefined;
}
