import { spawnSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { envDocument } from './document.ts';
import { formatVariable, quoteDotenv, quoteShell } from './format.ts';

const text = fc.string({ unit: fc.oneof(fc.constantFrom("'", '"', '`', '$', '\\', '\n', '#', ' ', '=', '!', '\t'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) }).filter((value) => !value.includes('\0') && !value.includes('\r') && value.isWellFormed());

describe('dotenv', () => {
  test.each([
    ['redis://:secret@127.0.0.1:6379/0', 'redis://:secret@127.0.0.1:6379/0'],
    ['', ''],
    ['two words', "'two words'"],
    ['$HOME #1', "'$HOME #1'"],
    ["it's", '"it\'s"'],
    ["it's $5", String.raw`"it's \$5"`],
    ['line\nbreak', "'line\nbreak'"],
    [`'"\``, '"\'\\"\\`"'],
  ])('%j is written %s', (value, written) => {
    expect(quoteDotenv(value)).toBe(written);
  });

  test('values that need no escape are read back by Node as they were', () => {
    const representable = text.filter((value) => !(value.includes("'") && /["`\\$]/.test(value)));
    const found = fc.check(fc.property(representable, (value) => parseEnv(`A=${quoteDotenv(value)}\nB=end\n`)['A'] === value), { numRuns: 2000 });
    expect(found.counterexample).toBeNull();
  });
});

describe('shell', () => {
  test.each(['shell', 'dotenv'] as const)('%s lines come back from a real shell, byte for byte', (format) => {
    const values = fc.sample(text, { numRuns: 300, seed: 7 });
    const script = values.map((value, index) => `${formatVariable(format, `V${index}`, value)}\nprintf '%s\\0' "$V${index}"`).join('\n');
    const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout.split('\0').slice(0, -1)).toEqual(values);
  });

  test('a single quote leaves and enters the quotes again', () => {
    expect(quoteShell("it's")).toBe(String.raw`'it'\''s'`);
  });
});

describe('document', () => {
  test('what two services see alike is written once, what they see differently is told', () => {
    const { lines, conflicts } = envDocument({ api: { CACHE_URL: 'redis://x', PORT: '1' }, worker: { CACHE_URL: 'redis://x', PORT: '2' } }, 'dotenv');
    expect(lines).toEqual(['# api', 'CACHE_URL=redis://x', 'PORT=1', '', '# worker', 'PORT=2']);
    expect(conflicts).toEqual([{ variable: 'PORT', services: ['api', 'worker'] }]);
  });
});
