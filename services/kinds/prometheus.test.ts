import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricLines } from './prometheus.ts';

const read = (text: string) => [...metricLines(text)];

test('reads names, labels with escapes, values of every form and times', () => {
  const text = '# HELP a b\n# TYPE a counter\na 1\r\nb{} 2.5e3\nc{x="1",y="a\\"b\\\\c\\nd",} 0 1795789465206\n  \nd { x = "y" } 3\n';
  expect(read(text).map(({ name, labels, value }) => [name, { ...labels }, value])).toEqual([['a', {}, 1], ['b', {}, 2_500], ['c', { x: '1', y: 'a"b\\c\nd' }, 0]]);
});

test('leaves out what is no figure or not of the format', () => {
  expect(read('a NaN\nb +Inf\nc{x="1"\nd{x=1} 2\ne one\nf\n{x="1"} 2\ng 1 2 3\n9h 1\ni{x="\n')).toEqual([]);
});

test('a label cannot reach a prototype', () => {
  const [line] = read('a{__proto__="b",constructor="c"} 1\n');
  expect([line?.labels['__proto__'], line?.labels['constructor'], read('a 1')[0]?.labels['toString']]).toEqual(['b', 'c', undefined]);
});

test('a text that is cut anywhere gives what stood before, and nothing that it does not say', () => {
  const text = 'first{a="x"} 1\nsecond{a="yy",b="z"} 22\nthird 333\n';
  const whole = read(text);
  fc.assert(
    fc.property(fc.nat(text.length), (length) => {
      const lines = read(text.slice(0, length));
      // A figure may lose its last digits where the text ends within it: answers are cut only where the exchange fails.
      expect(whole.map(({ name }) => name).slice(0, lines.length)).toEqual(lines.map(({ name }) => name));
    }),
  );
});

test('is as quick with a huge text and with hostile ones', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `envoy_cluster_http_upstream_rq_total{envoy_cluster_name="s${index}"} ${index}`).join('\n');
  const began = performance.now();
  expect(read(many)).toHaveLength(100_000);
  for (const hostile of [`a{x="${'\\'.repeat(500_000)}`, `a{${' '.repeat(500_000)}`, `a{${'x="",'.repeat(100_000)}`, `a ${' '.repeat(500_000)}x`, 'a'.repeat(1_000_000)]) expect(read(hostile)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('fails on no text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', '{', '}', '"', '\\', '=', ',', ' ', '1', '#', '\n') }), (left, right) => {
    for (const { value } of [...metricLines(left), ...metricLines(right)]) expect(Number.isFinite(value)).toBe(true);
  }), { numRuns: 3_000 });
});
