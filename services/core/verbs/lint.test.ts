import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintMarkdown } from '../../contract/lint-markdown.ts';
import { lintManifests } from './lint.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: main, image: nginx }] }\n`;
let folder = '';
const put = (files: Readonly<Record<string, string>>) => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
};
const relative = (path: string) => path.replace(`${folder}/`, '');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-lint-'));
  put({
    'plain/b.yml': pod('b'),
    'plain/deep/a.yaml': pod('a'),
    'plain/node_modules/x/x.yaml': pod('x'),
    'plain/.hidden/x.yaml': pod('x'),
    'plain/notes.md': 'text',
    'chart/Chart.yaml': 'name: c\n',
    'chart/templates/x.yaml': 'a: {{ .Values.x }}\n',
    'kustomize/kustomization.yaml': 'resources: [pod.yaml]\npatches: [{ path: ./patch.yaml }]\n',
    'kustomize/pod.yaml': pod('k'),
    'kustomize/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: k }\n',
    'broken/a.yaml': 'a: [\n',
    'broken/b.yaml': 'a: "\n',
  });
  symlinkSync(folder, join(folder, 'plain', 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('folders', () => {
  test('are read in order, without hidden ones and links', () => {
    const report = lintManifests({ paths: [join(folder, 'plain')] });
    expect(report.rules.find(({ id }) => id === 'image-tag')?.findings.map(({ object, at }) => `${object} ${relative(at?.file ?? '')}:${at?.line ?? 0}`)).toEqual(['Pod/b plain/b.yml:1', 'Pod/a plain/deep/a.yaml:1']);
    expect(report.leftOut).toEqual([]);
  });

  test('of kustomize are judged without patches, which are told', () => {
    const report = lintManifests({ paths: [join(folder, 'kustomize')] });
    expect(report.objects).toBe(1);
    expect(report.leftOut.map(({ file, reason }) => [relative(file), reason])).toEqual([['kustomize/kustomization.yaml', expect.stringContaining('kustomize build')], ['kustomize/patch.yaml', expect.stringContaining('patch')]]);
  });

  test.each([
    ['chart', /chart of Helm/],
    ['broken/none', /no file or folder/],
  ])('with nothing to judge are a mistake, not a success: %s', (name, words) => {
    expect(() => lintManifests({ paths: [join(folder, name)] })).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
    try {
      lintManifests({ paths: [join(folder, name)] });
    } catch (error) {
      const { message, hint } = error as Error & { readonly hint?: string };
      expect(`${message} ${hint ?? ''}`).toMatch(words);
    }
  });

  test('with broken files tell every one', () => {
    expect(() => lintManifests({ paths: [join(folder, 'broken'), join(folder, 'plain')] })).toThrow(expect.objectContaining({ code: 'INVALID_STACK', related: [expect.objectContaining({ at: expect.objectContaining({ line: 2 }) as unknown })] as unknown }) as Error);
  });
});

test('a text is judged together with files', () => {
  const report = lintManifests({ paths: [join(folder, 'plain/b.yml')], text: pod('c') });
  expect(report.rules.find(({ id }) => id === 'image-tag')?.findings.map(({ at }) => relative(at?.file ?? ''))).toEqual(['plain/b.yml', 'stdin']);
});

test('the Markdown of a report has findings, waivers with their reasons, and every rule', () => {
  const report = lintManifests({ paths: [], text: pod('a|b'), waivers: [{ rule: 'image-tag', reason: 'only *here*' }] });
  const text = lintMarkdown(report);
  expect(text).toContain('### read-only-root\n\nRoot file systems are read-only.');
  expect(text).toContain(String.raw`has no tag; only \*here\*`);
  for (const { id } of report.rules) expect(text).toContain(`| ${id} |`);
  expect(lintMarkdown(report)).toBe(text);
});
