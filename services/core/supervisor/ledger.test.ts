import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../engine/index.ts';
import { createLedger } from './ledger.ts';

const at = (action: string, time: number, exitCode = 1): EngineEvent => ({ type: 'container', action, id: 'c1', attributes: { exitCode: String(exitCode) }, time });

function ledgerAt() {
  const clock = { now: 0 };
  return { clock, ledger: createLedger(() => clock.now) };
}

describe('the end of a container', () => {
  it('is a crash unless something signalled it; a command or someone outside', () => {
    const { ledger } = ledgerAt();
    expect(ledger.note(at('die', 10, 3), false)).toMatchObject({ reason: 'crash', exitCode: 3 });
    ledger.note(at('start', 20), false);
    ledger.note(at('kill', 30), true);
    expect(ledger.note(at('die', 31), true)).toMatchObject({ reason: 'command' });
    ledger.note(at('start', 40), false);
    ledger.note(at('kill', 50), false);
    expect(ledger.note(at('die', 51), false)).toMatchObject({ reason: 'outside' });
  });

  it('counts each time, however quickly they follow each other, and never twice', () => {
    const { ledger } = ledgerAt();
    for (let life = 0; life < 4; life += 1) {
      ledger.note(at('start', life * 10), false);
      expect(ledger.note(at('die', life * 10 + 1), false)).toBeDefined();
      expect(ledger.note(at('die', life * 10 + 1), false)).toBeUndefined();
    }
    expect(ledger.crashes('c1')).toHaveLength(4);
  });

  it('is forgotten as a crash after two minutes, and when a person starts it', () => {
    const { ledger, clock } = ledgerAt();
    ledger.note(at('die', 1), false);
    clock.now = 119_000;
    expect(ledger.crashes('c1')).toHaveLength(1);
    clock.now = 121_000;
    expect(ledger.crashes('c1')).toHaveLength(0);
    ledger.note(at('start', 200), false);
    ledger.note(at('die', 201), false);
    ledger.pardon();
    expect(ledger.crashes('c1')).toHaveLength(0);
  });
});

describe('an engine that went', () => {
  it('stopped what was stopped from outside shortly before, and what it ends as it comes back', () => {
    const { ledger, clock } = ledgerAt();
    ledger.note(at('kill', 1), false);
    ledger.note(at('die', 2), false);
    clock.now = 5_000;
    ledger.engineRestarted();
    expect(ledger.ending('c1')).toMatchObject({ reason: 'engine' });
    ledger.runsSince('c1', 10);
    clock.now = 6_000;
    ledger.note(at('kill', 11), false);
    expect(ledger.note(at('die', 12), false)).toMatchObject({ reason: 'engine' });
    expect(ledger.crashes('c1')).toHaveLength(0);
  });

  it('ends what it finds half alive, which is no crash, also while a command heals already', () => {
    const { ledger, clock } = ledgerAt();
    clock.now = 60_000;
    ledger.engineRestarted();
    clock.now = 61_000;
    expect(ledger.note(at('die', 10, 143), true)).toMatchObject({ reason: 'engine' });
    expect(ledger.crashes('c1')).toHaveLength(0);
    ledger.noteMissed('c2', { reason: 'crash', exitCode: 143, time: 11 });
    expect(ledger.ending('c2')).toMatchObject({ reason: 'engine' });
    clock.now = 80_000;
    ledger.noteMissed('c3', { reason: 'crash', exitCode: 143, time: 12 });
    expect(ledger.ending('c3')).toMatchObject({ reason: 'crash' });
  });

  it('has nothing to do with a stop of long ago', () => {
    const { ledger, clock } = ledgerAt();
    ledger.note(at('kill', 1), false);
    ledger.note(at('die', 2), false);
    clock.now = 60_000;
    ledger.engineRestarted();
    expect(ledger.ending('c1')).toMatchObject({ reason: 'outside' });
  });
});

it('the code of the last end is known while it runs again, when the engine has forgotten it', () => {
  const { ledger } = ledgerAt();
  ledger.noteMissed('a', { reason: 'crash', time: 1_000, exitCode: 3 });
  ledger.runsSince('a', 2_000);
  expect([ledger.ending('a'), ledger.lastExitCode('a')]).toEqual([undefined, 3]);
  ledger.keepOnly(new Set());
  expect(ledger.lastExitCode('a')).toBeUndefined();
});
