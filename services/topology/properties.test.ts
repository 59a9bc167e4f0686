import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { StackyardError } from '../contract/errors.ts';
import { loadTestStack, stackFiles } from './stack.test-support.ts';

async function outcome(text: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    return JSON.stringify(await loadTestStack({ text, files }));
  } catch (error) {
    if (!(error instanceof StackyardError)) throw error;
    for (const each of [error, ...error.related]) {
      if (each.code === 'INVALID_STACK' && (each.at === undefined || each.at.line < 1 || each.at.column < 1 || each.message === '')) throw new Error('A mistake without its place.', { cause: error });
    }
    return `${error.code} ${error.message}`;
  }
}

const words = ['services', 'cache', 'api', 'template', 'image', 'build', 'run', 'uses', 'options', 'memory', 'expose', 'publish', 'http', 'routes', 'to', 'edge', 'volumes', 'environment', 'ready', 'tcp', 'scale', 'secrets', 'password', '256mb', './api', '${X}', '${{ self.host }}', 'name', '<<', 'command', 'healthcheck', 'depends_on', 'data:/data', 'databases', 'worker', 'ulimits', 'env_file', '.', ''];
const scalar = fc.oneof(fc.constantFrom(...words), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('value'), { maxKeys: 5 })),
}));

/** Services that are nearly right: known words with any value. */
const service = fc.record(
  {
    template: fc.constantFrom('cache', 'edge', 'worker', 'chace'), image: fc.constantFrom('a', 'a:1'), build: fc.constantFrom('./api', './missing'), run: fc.constant('x'),
    uses: fc.array(fc.constantFrom('a', 'b', 'c')), options: value, expose: value, publish: value, routes: value, volumes: value, environment: value, ready: value, healthcheck: value,
    scale: value, command: value, databases: value, secrets: value, env_file: value, depends_on: value, tmpfs: value, ulimits: value, version: value,
  },
  { requiredKeys: [] },
);

describe('whatever the file holds', () => {
  test('text that is no YAML', { timeout: 60_000 }, async () => {
    const piece = fc.oneof(fc.constantFrom('services:', '\n', '  ', '\t', '- ', ': ', '{', '}', '[', ']', '&a ', '*a', '!!x ', '|', '>', '"', "'", '---', '#', '<<', '%'), fc.string({ unit: 'binary', maxLength: 5 }));
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        await expect(outcome(pieces.join(''))).resolves.toBeTypeOf('string');
      }), { numRuns: 500 });
  });

  test('YAML that is no stack', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(value, async (any) => {
        await expect(outcome(stringify(any))).resolves.toBeTypeOf('string');
      }), { numRuns: 500 });
  });

  test('services with any values: a topology or mistakes, the same each time', { timeout: 60_000 }, async () => {
    const stack = fc.dictionary(fc.constantFrom('a', 'b', 'c'), service, { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(stack, async (services) => {
        const text = stringify({ services });
        expect(await outcome(text)).toBe(await outcome(text));
      }),
      { numRuns: 150 },
    );
  });

  test('templates with any values', { timeout: 60_000 }, async () => {
    const template = fc.record({ title: fc.constant('T'), category: fc.constant('t'), image: scalar, options: value, secrets: value, ports: value, service: value, configs: value, probes: value, bindings: value, production: value }, { requiredKeys: ['title', 'category'] });
    await fc.assert(
      fc.asyncProperty(template, async (document) => {
        const files = { '/project/shop/.stackyard/templates/mine/template.yaml': stringify(document) };
        await expect(outcome('services: { one: { template: mine } }', files)).resolves.toBeTypeOf('string');
      }),
      { numRuns: 500 },
    );
  });

  test('a stack of one template cut anywhere', { timeout: 60_000 }, async () => {
    const file = '/catalog/cache/template.yaml';
    const whole = stackFiles[file] ?? '';
    await fc.assert(fc.asyncProperty(fc.nat(whole.length), async (length) => {
        await expect(outcome('services: { one: { template: cache } }', { [file]: whole.slice(0, length) })).resolves.toBeTypeOf('string');
      }), { numRuns: 300 });
  });
});
