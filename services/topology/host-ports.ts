import { reportAt, type Offer, type StackSource } from './draft.ts';

interface Claim {
  readonly service: string;
  readonly port: string;
  readonly address: string;
}

/** Two services that want the same port of this machine. */
export function checkHostPorts(offers: Iterable<Offer>, stack: StackSource): void {
  const claims = new Map<string, Claim[]>();
  for (const { name, ports, input } of offers) {
    for (const [key, port] of Object.entries(ports)) {
      const isOwn = input.run !== undefined;
      if (!isOwn && port.publish.mode !== 'fixed') continue;
      const hostPort = port.publish.mode === 'fixed' ? port.publish.hostPort : port.container;
      const address = port.publish.mode === 'fixed' ? port.publish.hostIp : '127.0.0.1';
      const slot = `${hostPort}/${port.protocol}`;
      const others = claims.get(slot) ?? [];
      const holder = others.find((other) => overlaps(other.address, address));
      if (holder !== undefined) {
        const path = ['services', name, isOwn ? 'expose' : 'publish', key];
        reportAt(stack, path, { message: `${name} and ${holder.service} both want port ${hostPort} of this machine.`, hint: `Give one of them another port, or leave publish out for a free one.` });
      }
      claims.set(slot, [...others, { service: name, port: key, address }]);
    }
  }
}

function overlaps(a: string, b: string): boolean {
  const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::';
  return a === b || isAny(a) || isAny(b);
}
