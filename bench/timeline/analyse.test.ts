import { describe, expect, it } from 'vitest';
import { dispatchGaps, slowestChain, type Timeline } from './analyse.ts';
import { containerCalls } from './calls.ts';

const call = (service: string, kind: 'create' | 'start', [sentAt, answeredAt]: readonly [number, number]) => ({ service, container: `shop-${service}-1`, kind, sentAt, answeredAt });

/** db (ready at 500) ← api (ready at 900); web stands alone (ready at 300). Network and volumes from 0 to 40. */
const timeline: Timeline = {
  uses: { db: [], api: ['db'], web: [] },
  calls: [call('db', 'create', [50, 80]), call('api', 'create', [45, 75]), call('web', 'create', [45, 70]), call('db', 'start', [85, 200]), call('web', 'start', [75, 190]), call('api', 'start', [560, 700])],
  foundations: { beganAt: 0, endedAt: 40 },
  readyAt: { db: 500, api: 900, web: 300 },
};

describe('dispatchGaps', () => {
  it('measures from the last thing that a call waits for', () => {
    expect(dispatchGaps(timeline).map(({ container, kind, milliseconds }) => `${kind} ${container} ${milliseconds}`)).toEqual([
      'create shop-db-1 10',
      'create shop-api-1 5',
      'create shop-web-1 5',
      'start shop-db-1 5',
      'start shop-web-1 5',
      'start shop-api-1 60',
    ]);
  });

  it('counts from the create call where that ended after what is used was ready', () => {
    const late: Timeline = { ...timeline, calls: timeline.calls.map((each) => (each.service === 'api' && each.kind === 'create' ? { ...each, answeredAt: 550 } : each)) };
    expect(dispatchGaps(late).at(-1)?.milliseconds).toBe(10);
  });

  it('refuses a timeline with a hole', () => {
    expect(() => dispatchGaps({ ...timeline, readyAt: {} })).toThrow('db was ready');
  });
});

describe('slowestChain', () => {
  it('adds up what takes its time, and no waiting', () => {
    // 40 network + 30 create db + (500 - 85) db + (900 - 560) api
    expect(slowestChain(timeline)).toEqual({ services: ['db', 'api'], milliseconds: 40 + 30 + 415 + 340 });
  });
});

describe('containerCalls', () => {
  it('knows a started container by the name it was created with', () => {
    const id = 'a'.repeat(64);
    const seen = [
      { method: 'GET', path: '/containers/json', sentAt: 1, answeredAt: 2, answer: '' },
      { method: 'POST', path: '/containers/create?name=shop-db-1', sentAt: 3, answeredAt: 4, answer: `HTTP/1.1 201 Created\r\n\r\n{"Id":"${id}"}` },
      { method: 'POST', path: `/containers/${id}/start`, sentAt: 5, answeredAt: 6, answer: '' },
      { method: 'POST', path: '/containers/other/start', sentAt: 7, answer: '' },
    ];
    expect(containerCalls(seen)).toEqual([
      { container: 'shop-db-1', kind: 'create', sentAt: 3, answeredAt: 4 },
      { container: 'shop-db-1', kind: 'start', sentAt: 5, answeredAt: 6 },
    ]);
  });
});
