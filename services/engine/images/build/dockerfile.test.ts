import { describe, expect, test } from 'vitest';
import { basesOf, needsBuildKit, replaceBases } from './dockerfile.ts';

const images = (text: string, args: Readonly<Record<string, string>> = {}): readonly string[] => basesOf(text, args).map(({ image }) => image);

describe('basesOf', () => {
  test.each([
    ['FROM node:24', ['node:24']],
    ['from node:24 as build\nFROM build\nFROM scratch', ['node:24']],
    ['FROM --platform=linux/amd64 node:24 AS a', ['node:24']],
    ['# FROM x\n\nFROM \\\n  # between\n  node:24', ['node:24']],
    ['ARG V=24\nFROM node:$V', ['node:24']],
    ['ARG V\nFROM node:${V:-22}', ['node:22']],
    ['ARG A=no\nARG B="${A}de"\nFROM ${B}:24', ['node:24']],
    ['FROM node:24\nARG V=1\nCOPY --from=nginx:1 /a /b', ['node:24', 'nginx:1']],
    ['FROM node:24 AS deps\nFROM node:24\nCOPY --chown=a --from=deps /a /b\nCOPY --from=0 /a /b', ['node:24', 'node:24']],
    ['RUN echo "FROM x"', []],
    ['', []],
  ])('%j', (text, expected) => expect(images(text)).toEqual(expected));

  test('arguments that were given win', () => expect(images('ARG V=24\nFROM node:${V}', { V: '22' })).toEqual(['node:22']));
});

test('replaceBases changes the images and nothing else', () => {
  const text = 'ARG V=24\n# node:24 is fine\nFROM --platform=linux/amd64 node:${V} AS node\nRUN echo node:24\nFROM \\\n  nginx:1\nCOPY --from=node /a /b\n';
  const bases = basesOf(text, {});
  expect(replaceBases(text, bases, new Map([['node:24', 'stackyard/node:x'], ['nginx:1', 'stackyard/nginx:y']]))).toBe(
    'ARG V=24\n# node:24 is fine\nFROM --platform=linux/amd64 stackyard/node:x AS node\nRUN echo node:24\nFROM \\\n  stackyard/nginx:y\nCOPY --from=node /a /b\n',
  );
  expect(replaceBases(text, bases, new Map())).toBe(text);
});

test.each([
  ['the --mount option requires BuildKit. Refer to …', true],
  ['dockerfile parse error line 3: unknown instruction: ECHO', false],
  ['the --chmod option requires BuildKit', true],
])('needsBuildKit(%j) is %s', (message, expected) => expect(needsBuildKit(message)).toBe(expected));
