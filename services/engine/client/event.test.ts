import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventHistory } from './event-history.ts';
import { parseEvent } from './event.ts';

describe('parseEvent', () => {
  it('reads the shape of API 1.52, which has only Action and Actor', () => {
    expect(parseEvent({ Type: 'container', Action: 'health_status: healthy', Actor: { ID: 'a', Attributes: { name: 'n', broken: 7 } }, scope: 'local', time: 3, timeNano: 3_500_000_000 })).toEqual({
      type: 'container',
      action: 'health_status: healthy',
      id: 'a',
      attributes: { name: 'n' },
      time: 3500,
    });
  });

  it('reads the older shape', () => {
    expect(parseEvent({ status: 'start', id: 'a', from: 'redis:8', time: 7 })).toEqual({ type: 'container', action: 'start', id: 'a', attributes: { image: 'redis:8' }, time: 7000 });
  });

  it('has nothing to say about what is no event', () => {
    expect([parseEvent({}), parseEvent({ Action: 'die' }), parseEvent({ Actor: { ID: 'x' } }), parseEvent({ Action: 1, Actor: null })]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('never throws', () => {
    const part = fc.oneof(fc.constant('start'), fc.jsonValue());
    const shape = fc.record({ Type: part, Action: part, Actor: fc.oneof(part, fc.record({ ID: part, Attributes: part })), id: part, status: part, time: part, timeNano: part }, { requiredKeys: [] });
    fc.assert(
      fc.property(shape, (document) => {
        const event = parseEvent(document);
        if (event !== undefined) expect([typeof event.type, typeof event.action, typeof event.id, Number.isFinite(event.time)]).toEqual(['string', 'string', 'string', true]);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('createEventHistory', () => {
  const line = (nanoseconds: string, action = 'start'): Buffer => Buffer.from(`{"Action":"${action}","timeNano":${nanoseconds}}`);

  it('goes on from the last event, to the nanosecond', () => {
    const history = createEventHistory('2026-01-31T09:00:00.000000001Z');
    expect(history.since()).toBe('1769850000.000000001');
    history.isNew(line('1769850001123456789'));
    history.isNew(line('1769850000999999999'));
    expect(history.since()).toBe('1769850001.123456789');
  });

  it('tells the repeated events of a moment from the new ones', () => {
    const history = createEventHistory(undefined);
    expect(history.since()).toBeUndefined();
    expect([history.isNew(line('5', 'kill')), history.isNew(line('5', 'die')), history.isNew(line('5', 'kill')), history.isNew(line('5', 'stop'))]).toEqual([true, true, false, true]);
    expect([history.isNew(Buffer.from('{}')), history.isNew(Buffer.from('{}'))]).toEqual([true, true]);
  });

  it('starts without a moment when the engine tells none that can be read', () => {
    expect(createEventHistory('soon').since()).toBeUndefined();
  });
});
