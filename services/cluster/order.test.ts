import { expect, it } from 'vitest';
import { byKind, inOrder } from './order.ts';

const object = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } });

it('what others need comes first, what is unknown before the workloads, and names decide the rest', () => {
  const mixed = [object('Deployment', 'b'), object('Job', 'x'), object('ServiceMonitor', 'm'), object('Secret', 's'), object('Deployment', 'a'), object('Namespace', 'n'), object('HTTPRoute', 'r'), object('Service', 'w')];
  expect(inOrder(mixed).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Namespace/n', 'Secret/s', 'Service/w', 'ServiceMonitor/m', 'Deployment/a', 'Deployment/b', 'Job/x', 'HTTPRoute/r']);
  expect(byKind(inOrder(mixed)).map((group) => group.length)).toEqual([1, 1, 1, 1, 2, 1, 1]);
});
