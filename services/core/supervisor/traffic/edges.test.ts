import { expect, test } from 'vitest';
import type { TrafficCounter } from '../../../kinds/traffic.ts';
import { follow, type Course } from './course.ts';
import { edgesOf } from './edges.ts';

/** Two answers two seconds apart: bytes by peer rise by so much. */
function course(rises: readonly (readonly [TrafficCounter['peer'], number])[]): Course {
  const counters = (factor: number) => rises.map(([peer, bytes], index) => ({ key: String(index), peer, bytes: bytes * factor }));
  return follow(follow(undefined, { at: 0, reading: { protocol: 'amqp', counters: counters(1) } }), { at: 2_000, reading: { protocol: 'amqp', counters: counters(2) } });
}

const owners = new Map([['172.18.0.5', 'worker'], ['172.18.0.6', 'worker'], ['172.18.0.7', 'api'], ['172.18.0.2', 'broker']]);
const from = (address: string): TrafficCounter['peer'] => ({ address });

test('an address is the service that has it, also as a socket for both families shows it; replicas are one edge', () => {
  const courses = [course([[from('172.18.0.5'), 20], [from('::ffff:172.18.0.6'), 40], [from('172.18.0.7'), 8]])];
  expect(edgesOf([{ service: 'broker', courses }], owners)).toEqual([{ from: 'worker', to: 'broker', protocol: 'amqp', bytesPerSecond: 30 }, { from: 'api', to: 'broker', protocol: 'amqp', bytesPerSecond: 4 }]);
});

test('this machine and the service itself make no edge', () => {
  expect(edgesOf([{ service: 'broker', courses: [course([[from('172.18.0.1'), 20], [from('172.18.0.2'), 20]])] }], owners)).toEqual([]);
});

test('replicas of a proxy are one edge, and none while one of them has not told', () => {
  const told = course([[{ to: 'api' }, 20]]);
  expect(edgesOf([{ service: 'mesh', courses: [told, told] }], owners)).toEqual([{ from: 'mesh', to: 'api', protocol: 'amqp', bytesPerSecond: 20 }]);
  expect(edgesOf([{ service: 'mesh', courses: [told, undefined] }], owners)).toEqual([]);
  const fresh = follow(undefined, { at: 2_000, reading: { protocol: 'amqp', counters: [{ key: '0', peer: { to: 'api' }, bytes: 7 }] } });
  expect(edgesOf([{ service: 'mesh', courses: [told, fresh] }], owners)).toEqual([]);
});

test('both ends that count one edge tell it twice, never added up', () => {
  const both = [{ service: 'worker', courses: [course([[{ to: 'broker' }, 20]])] }, { service: 'broker', courses: [course([[from('172.18.0.5'), 20]])] }];
  expect(edgesOf(both, owners).map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([10, 10]);
});
