import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlanStepView, type Progress, serviceStates, stepKinds } from '../../../contract/results.ts';
import { up } from '../commands/up.ts';
import { memoryContext, memoryStream, stream } from '../memory-output.test-support.ts';
import { openOutput } from '../terminal/output.ts';
import { displayWidth } from '../terminal/width.ts';
import { progressFrame } from './frame.ts';
import { liveDisplay } from './live.ts';
import { progressModel } from './model.ts';

const step = (kind: PlanStepView['kind'], service: string): PlanStepView => ({ id: `${kind}-${service}`, kind, service, target: `shop-${service}-1`, cause: 'it is not there', dependsOn: [] });
const plain = (_: unknown, text: string) => text;
const escapes = /\p{Cc}\[[0-9;?]*[A-Za-z]/gu;

const run: readonly Progress[] = [
  { type: 'plan', steps: [step('create-container', 'redis'), step('wait-ready', 'redis'), step('create-container', 'api')] },
  { type: 'image', image: 'redis:8', phase: 'pulling' },
  { type: 'image', image: 'redis:8', layer: 'abc', phase: 'downloading', current: 5_000_000, total: 10_000_000 },
  { type: 'service', service: 'redis', state: 'starting' },
  { type: 'step', step: step('create-container', 'redis'), phase: 'started' },
  { type: 'step', step: step('create-container', 'redis'), phase: 'done', seconds: 0.21 },
  { type: 'note', message: 'port 6379 is taken; 6380 is used' },
  { type: 'step', step: step('wait-ready', 'redis'), phase: 'done', seconds: 1.2 },
  { type: 'service', service: 'redis', state: 'ready' },
  { type: 'step', step: step('create-container', 'api'), phase: 'failed', message: 'no such image \u001B[2J' },
  { type: 'service', service: 'api', state: 'failed', cause: 'no such image' },
];

describe('plain', () => {
  test('one line for each thing that ended, on stderr; the result on stdout', async () => {
    const { context, stdout, stderr } = memoryContext({ up: () => stream(...run) });
    await up(context, [], {});
    expect(stderr().trimEnd().split('\n')).toEqual([
      'redis:8: pulling',
      'redis: container created shop-redis-1 in 0.2 s',
      'port 6379 is taken; 6380 is used',
      'redis: ready in 1.2 s',
      String.raw`api: creating container failed shop-api-1: no such image \x1b[2J`,
      'api: failed: no such image',
    ]);
    expect(stdout()).toMatch(/^1 service ready: 2 steps in \d+\.\d s\.\n$/);
  });

  test('what is left out is one line for each service, from its first step on', async () => {
    const skipped = (item: PlanStepView): Progress => ({ type: 'step', step: item, phase: 'skipped' });
    const { context, stderr } = memoryContext({ up: () => stream(skipped(step('start-container', 'api')), skipped(step('wait-ready', 'api')), { type: 'step', step: step('start-process', 'web'), phase: 'skipped', message: 'api failed' }) });
    await up(context, [], {});
    expect(stderr()).toBe('api: left out, from starting container on\nweb: left out, from starting process on, because api failed\n');
  });

  test('a note that has lines is told in lines', async () => {
    const { context, stderr } = memoryContext({ up: () => stream({ type: 'note', message: 'Last log lines of api:\n  one\n  two\u0007' } as const) });
    await up(context, [], {});
    expect(stderr()).toBe('Last log lines of api:\n  one\n  two\\x07\n');
  });

  test('nothing to do is said', async () => {
    const { context, stdout } = memoryContext({ up: () => stream({ type: 'plan', steps: [] } as const) });
    await up(context, [], {});
    expect(stdout()).toMatch(/^Nothing to do/);
  });

  test('--json gives the items as they are, one on each line, and nothing else', async () => {
    const { context, stdout, stderr } = memoryContext({ up: () => stream(...run) }, { json: true });
    await up(context, [], {});
    expect(
      stdout()
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as Progress),
    ).toEqual(run);
    expect(stderr()).toBe('');
  });
});

describe('live', () => {
  test('hides the cursor, shows every service, and gives the cursor back', async () => {
    const { stream: terminal, text } = memoryStream(80);
    {
      await using display = liveDisplay(openOutput(terminal, {}));
      for (const item of run) await display.show(item);
    }
    expect(text().startsWith('\u001B[?25l')).toBe(true);
    expect(text().endsWith('\u001B[?25h')).toBe(true);
    const last = text().split('\u001B[?2026h').at(-1)?.replaceAll(escapes, '') ?? '';
    expect(last).toMatch(/✔ redis\s+ready/);
    expect(last).toMatch(/✖ api\s+failed: no such image/);
    expect(last).toMatch(/3 of 3 steps/);
  });

  test('gives the cursor back when the run fails', async () => {
    const { context, stderr } = memoryContext(
      {
        async *up() {
          yield* run;
          throw new Error('engine gone');
        },
      },
      { columns: 80 },
    );
    await expect(up(context, [], {})).rejects.toThrow('engine gone');
    expect(stderr().endsWith('\u001B[?25h')).toBe(true);
  });

  test('an image shows how much of it is there', () => {
    const model = progressModel();
    for (const item of run.slice(0, 4)) model.apply(item, 0);
    const lines = progressFrame(model, { columns: 80, rows: 20, paint: plain, now: 1000, startedAt: 0 });
    expect(lines).toContainEqual(expect.stringMatching(/redis:8 pulling █{10}·{10} 5\.0 MB of 10\.0 MB/));
  });

  test('no line is wider, and no frame higher than the terminal, whatever comes', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 60 });
    const name = fc.oneof(hostile, fc.constantFrom('redis', 'api', '世界'));
    const item: fc.Arbitrary<Progress> = fc.oneof(
      fc.record({ type: fc.constant('service' as const), service: name, state: fc.constantFrom(...serviceStates), cause: hostile }),
      fc.record({ type: fc.constant('image' as const), image: name, layer: name, phase: hostile, current: fc.nat(), total: fc.nat() }),
      fc.record({ type: fc.constant('step' as const), step: fc.record({ id: name, kind: fc.constantFrom(...stepKinds), service: name, target: name, cause: hostile, dependsOn: fc.constant<string[]>([]) }), phase: fc.constantFrom('started' as const, 'done' as const, 'failed' as const) }),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), fc.integer({ min: 40, max: 160 }), fc.integer({ min: 3, max: 30 }), (items, columns, rows) => {
        const model = progressModel();
        items.forEach((each, index) => model.apply(each, index));
        const lines = progressFrame(model, { columns, rows, paint: plain, now: 5000, startedAt: 0 });
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const text of lines) expect(displayWidth(text)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
