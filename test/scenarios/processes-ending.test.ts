import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { ErrorDocument } from '../../services/contract/errors.ts';
import type { Progress, Status } from '../../services/contract/results.ts';
import { scratchFolder, stackyard } from './cli-support.ts';

/** Host processes that end right after their start, and nothing that could be asked whether they are ready. */
const folder = scratchFolder();
const options = { directory: folder.path, environment: { STACKYARD_HOME: join(folder.path, 'state') } };
const stack = (services: string): void => writeFileSync(join(folder.path, 'stackyard.yaml'), `name: hend-${suffix}\nservices:\n${services}`);
const suffix = randomBytes(3).toString('hex');

afterEach(async () => {
  await stackyard(['down'], options);
});
afterAll(() => folder[Symbol.dispose]());

async function up(): Promise<{ readonly code: number | null; readonly items: readonly Progress[]; readonly error?: ErrorDocument['error'] }> {
  const { code, stdout } = await stackyard(['up', '--json'], options);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as Progress | ErrorDocument);
  const failure = lines.find((line): line is ErrorDocument => 'error' in line);
  return { code, items: lines.filter((line): line is Progress => 'type' in line), ...(failure === undefined ? {} : { error: failure.error }) };
}

const statesIn = (items: readonly Progress[]): readonly string[] => items.flatMap((item) => (item.type === 'service' ? [`${item.service} ${item.state}`] : []));
const lastLinesIn = (items: readonly Progress[]): readonly string[] => items.flatMap((item) => (item.type === 'note' && item.message.startsWith('Last log lines') ? [item.message] : []));
const statusOf = async (name: string) => (JSON.parse((await stackyard(['status', '--json'], options)).stdout) as Status).services.find((each) => each.name === name);

test('one that ends within a second fails up with its exit code and last lines, holds back who uses it, and nobody else', async () => {
  stack('  short: { run: "echo said; sleep 0.5; exit 3" }\n  user: { run: sleep 600, uses: [short] }\n  well: { run: sleep 600 }\n');
  const { code, items, error } = await up();
  expect(error).toMatchObject({ code: 'SERVICE_DOWN', service: 'short', message: 'short exited with code 3; last log line: said', hint: expect.stringContaining('stackyard logs short') as string });
  expect(code).toBe(1);
  expect(lastLinesIn(items)).toEqual(['Last log lines of short:\n  said']);
  expect(statesIn(items)).toContain('short failed');
  expect(statesIn(items)).toContain('well ready');
  expect(statesIn(items)).not.toContain('short ready');
  expect(statesIn(items)).not.toContain('user starting');
  expect(await statusOf('short')).toMatchObject({ cause: expect.stringContaining('exited with code 3') as string });
});

test('one whose group still has to be ended is not ready meanwhile', async () => {
  stack(`  front: { run: "(trap '' TERM; sleep 600) & sleep 0.2; exit 6", stop_grace_period: 3s }\n`);
  const { code, items, error } = await up();
  expect([code, error?.message]).toEqual([1, expect.stringContaining('exited with code 6')]);
  expect(statesIn(items)).not.toContain('front ready');
});

test('up again fails again, with the lines of the run that ended now', async () => {
  stack('  counts: { run: "echo run >> runs; echo this is run $(wc -l < runs); exit 4" }\n');
  const first = await up();
  const runsBefore = Number(first.error?.message.split('this is run ')[1]);
  expect([first.code, runsBefore]).toEqual([1, expect.any(Number)]);
  const { code, items, error } = await up();
  // On a busy machine it has been tried again before it is looked at.
  expect([code, error?.message]).toEqual([1, expect.stringMatching(/^counts .*exited with code 4; last log line: this is run \d+$/)]);
  const [, ...lines] = lastLinesIn(items)[0]?.split('\n') ?? [];
  expect(lines.at(-1)).toBe(`  ${String(error?.message.split('last log line: ')[1])}`);
  const runs = lines.map((line) => Number(line.split('this is run ')[1]));
  expect(runs).not.toEqual([]);
  for (const run of runs) expect(run).toBeGreaterThan(runsBefore);
});

test.each(['up', 'down'])('%s ends one that was the last of its stack file and is no more in it', async (verb) => {
  stack('  last: { run: "echo $$$$ > pid; exec sleep 600" }\n');
  expect(await up()).toMatchObject({ code: 0 });
  const pid = Number(readFileSync(join(folder.path, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).not.toThrow();
  stack('  box: { image: "local/debian:dev", command: [sleep, infinity], init: true, stop_grace_period: 1s }\n');
  expect(await stackyard([verb], options)).toMatchObject({ code: 0 });
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a program that is not there is named by up, by status afterwards and in the history', async () => {
  stack('  none: { run: nosuchprogram --port 80 }\n');
  const cause = 'exited with code 127: program nosuchprogram was not found';
  expect(await up()).toMatchObject({ code: 1, error: { service: 'none', message: expect.stringContaining(cause) as string } });
  const found = await statusOf('none');
  expect(found?.state).toMatch(/starting|crash-looping/);
  expect(found?.cause).toContain(cause);
  expect((await stackyard(['events', '--type', 'process.ended'], options)).stdout).toContain('error=program nosuchprogram was not found');
});

test('one that has a question may end and come again, but not for ever', async () => {
  stack('  late: { run: "echo x >> tries; [ $(wc -l < tries) -ge 3 ] || exit 1; echo goes; sleep 600", ready: { log: ^goes } }\n');
  expect(await up()).toMatchObject({ code: 0 });
  stack('  never: { run: "exit 5", ready: { log: ^goes } }\n');
  expect((await up()).error?.message).toMatch(/^never is crash-looping: ended 4 times in [\d.]+ s; last it exited with code 5$/);
});
