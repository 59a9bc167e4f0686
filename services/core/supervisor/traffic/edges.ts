import type { EdgeTraffic } from '../../../contract/views/history-view.ts';
import type { OwnContainer } from '../../../engine/index.ts';
import { peerKey, ratesOf, type Course, type Rate } from './course.ts';

/** What the replicas of one service that run now have counted; undefined for one that has not told lately. */
export interface Counted {
  readonly service: string;
  readonly courses: readonly (Course | undefined)[];
}

/** Which service has which address. A container of an interrupted recreate is still its service's. */
export function servicesByAddress(containers: readonly OwnContainer[]): ReadonlyMap<string, string> {
  return new Map(containers.flatMap(({ service, addresses }) => addresses.map((address) => [address, service] as const)));
}

/** An IPv4 address as a socket for both families shows it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Traffic by edge, replicas of both ends added up. An edge of which a part is not known is left out: it has no rate rather than a wrong
 * one. Addresses that are nobody's, such as that of this machine, make no edge. Pure.
 */
export function edgesOf(counted: readonly Counted[], owners: ReadonlyMap<string, string>): readonly EdgeTraffic[] {
  const edges = new Map<string, EdgeTraffic>();
  for (const { service, courses } of counted) {
    if (courses.some((course) => course === undefined)) continue;
    for (const course of courses) {
      if (course === undefined) continue;
      const rates = ratesOf(course);
      for (const peer of new Map(course.last.reading.counters.map((counter) => [peerKey(counter.peer), counter.peer])).values()) {
        const [from, to] = 'to' in peer ? [service, peer.to] : [owners.get(plain(peer.address)), service];
        if (from === undefined || from === to) continue;
        const key = JSON.stringify([from, to, course.protocol, service]);
        const rate = rates.get(peerKey(peer)) ?? {};
        edges.set(key, { from, to, protocol: course.protocol, ...add(edges.get(key), rate) });
      }
    }
  }
  return [...edges.values()].filter(({ requestsPerSecond, bytesPerSecond }) => (requestsPerSecond ?? bytesPerSecond) !== undefined);
}

function add(before: Rate | undefined, { requestsPerSecond, bytesPerSecond }: Rate): Rate {
  const requests = total(before, 'requestsPerSecond', requestsPerSecond);
  const bytes = total(before, 'bytesPerSecond', bytesPerSecond);
  return { ...(requests === undefined ? {} : { requestsPerSecond: requests }), ...(bytes === undefined ? {} : { bytesPerSecond: bytes }) };
}

function total(before: Rate | undefined, measure: keyof Rate, more: number | undefined): number | undefined {
  const sum = before === undefined ? 0 : before[measure];
  return sum === undefined || more === undefined ? undefined : sum + more;
}
