import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { StackEdit } from '../../contract/views/stack-file-view.ts';
import { applyEdit } from './apply-edit.ts';

const file = `# the shop
name: shop

services:
  cache:   { template: redis, options: { maxmemory: 128mb } } # fast
  # messages
  broker:
    template: rabbitmq
    options:
      memory: 256mb   # enough
      plugins: "a,b"
    queues: [invoices]
  api:
    build: ./api
    uses:
      - cache
      - broker # both

  web: { run: npm run dev, uses: [api] }
`;

const set = (service: string, options: Extract<StackEdit, { type: 'set-options' }>['options']): StackEdit => ({ type: 'set-options', service, options });

/** Lines that are not as they were, as \`-\` and \`+\`. */
function changed(before: string, edit: StackEdit): readonly string[] {
  const [old, now] = [before.split('\n'), applyEdit(before, edit).split('\n')];
  return [...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`), ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)];
}

describe('an edit changes only the lines that it is about', () => {
  it.each<[string, StackEdit, readonly string[]]>([
    ['a flow value', set('cache', { maxmemory: '256mb' }), ['-   cache:   { template: redis, options: { maxmemory: 128mb } } # fast', '+   cache:   { template: redis, options: { maxmemory: 256mb } } # fast']],
    ['a new flow key', set('cache', { persistence: 'none' }), ['-   cache:   { template: redis, options: { maxmemory: 128mb } } # fast', '+   cache:   { template: redis, options: { maxmemory: 128mb, persistence: none } } # fast']],
    ['a block value, its comment kept', set('broker', { memory: '512mb' }), ['-       memory: 256mb   # enough', '+       memory: 512mb   # enough']],
    ['a new block key', set('broker', { vhosts: 3 }), ['+       vhosts: 3']],
    ['one taken out', set('broker', { plugins: null }), ['-       plugins: "a,b"']],
    ['the last one of a flow mapping', set('cache', { maxmemory: null }), ['-   cache:   { template: redis, options: { maxmemory: 128mb } } # fast', '+   cache:   { template: redis } # fast']],
    ['options where there were none', set('api', { x: 'y: z' }), ['+     options: { x: "y: z" }']],
    ['scale of a block', { type: 'set-scale', service: 'api', scale: 3 }, ['+     scale: 3']],
    ['scale of a flow mapping', { type: 'set-scale', service: 'web', scale: 2 }, ['-   web: { run: npm run dev, uses: [api] }', '+   web: { run: npm run dev, uses: [api], scale: 2 }']],
    ['a service with users', { type: 'add-service', service: 'files', definition: { template: 'minio', buckets: ['uploads'] }, usedBy: ['api', 'web'] }, ['-   web: { run: npm run dev, uses: [api] }', '+       - files', '+   web: { run: npm run dev, uses: [api, files] }', '+   files:', '+     template: minio', '+     buckets:', '+       - uploads']],
    ['a service less', { type: 'remove-service', service: 'cache' }, ['-   cache:   { template: redis, options: { maxmemory: 128mb } } # fast']],
  ])('%s', (_name, edit, lines) => {
    expect(changed(file, edit)).toEqual(lines);
  });
});

it.each([
  ['CRLF', file.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${file}`],
  ['no last line break', file.trimEnd()],
])('keeps %s', (_name, text) => {
  const after = applyEdit(text, { type: 'add-service', service: 'files', definition: { template: 'minio' } });
  expect(after.startsWith(text.slice(0, 40))).toBe(true);
  expect(after.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'));
  expect((parse(after.replace('\uFEFF', '')) as { services: object }).services).toHaveProperty('files', { template: 'minio' });
});

it.each([
  { what: 'an anchor', text: 'services:\n  a: &base { template: redis }\n  b: *base\n', service: 'a', words: /Line 2 has an anchor/ },
  { what: 'an alias', text: 'services:\n  a: &base { template: redis }\n  b: *base\n', service: 'b', words: /Line 3 repeats/ },
  { what: 'a merge key', text: 'x: &base { template: redis }\nservices:\n  a: { <<: *base }\n', service: 'a', words: /from elsewhere/ },
])('refuses $what, with its line', ({ text, service, words }) => {
  expect(() => applyEdit(text, { type: 'set-scale', service, scale: 2 })).toThrow(expect.objectContaining({ code: 'UNSUPPORTED', message: expect.stringMatching(words) as string }) as Error);
});

it('begins a file that has no services, or only the word', () => {
  const edit: StackEdit = { type: 'add-service', service: 'cache', definition: { template: 'redis' } };
  expect(applyEdit('name: shop\n', edit)).toBe('name: shop\nservices:\n  cache:\n    template: redis\n');
  expect(applyEdit('services:\n# later\n', edit)).toBe('services:\n  cache:\n    template: redis\n# later\n');
  expect(applyEdit('', edit)).toBe('services:\n  cache:\n    template: redis\n');
});

const name = fc.stringMatching(/^[a-z]{1,8}$/);
const value = fc.oneof(fc.stringMatching(/^[a-z0-9: #,{}'"-]{0,12}$/), fc.integer(), fc.boolean());
const options = fc.dictionary(name, value, { maxKeys: 4 });
const comment = fc.constantFrom('', ' # why', '   # because: of {this}');

/** A service as a person might write it. */
const written = fc.record({ options, isFlow: fc.boolean(), comment, above: fc.constantFrom('', '  # about it\n', '\n') }).map((service) => {
  const pairs = Object.entries(service.options).map(([key, each]) => `${key}: ${JSON.stringify(each)}`);
  const text = service.isFlow
    ? (key: string) => `${service.above}  ${key}: { template: redis${pairs.length === 0 ? '' : `, options: { ${pairs.join(', ')} }`} }${service.comment}\n`
    : (key: string) => `${service.above}  ${key}:${service.comment}\n    template: redis\n${pairs.length === 0 ? '' : `    options:\n${pairs.map((pair) => `      ${pair}${service.comment}\n`).join('')}`}`;
  return { ...service, text };
});

it('holds for files written in every manner: other services stay byte for byte, and the edited one says what was meant', () => {
  fc.assert(
    fc.property(fc.record({ services: fc.dictionary(name, written, { minKeys: 1, maxKeys: 5 }), wanted: options, isCrlf: fc.boolean(), pick: fc.nat() }), ({ services, wanted, isCrlf, pick }) => {
      const names = Object.keys(services);
      const edited = names[pick % names.length] ?? '';
      const raw = `name: x # first\nservices:\n${names.map((each) => services[each]?.text(each) ?? '').join('')}`;
      const text = isCrlf ? raw.replaceAll('\n', '\r\n') : raw;
      const after = applyEdit(text, set(edited, wanted));
      const [before, now] = [parse(text), parse(after)] as [{ services: Record<string, { options?: object }> }, { services: Record<string, { options?: object }> }];
      expect(now.services[edited]?.options ?? {}).toEqual({ ...before.services[edited]?.options, ...wanted });
      for (const other of names) {
        if (other === edited) continue;
        const own = services[other]?.text(other) ?? '';
        expect(after).toContain(isCrlf ? own.replaceAll('\n', '\r\n') : own);
      }
    }),
    { numRuns: 300 },
  );
});
