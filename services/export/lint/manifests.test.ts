import { describe, expect, test } from 'vitest';
import { createProblems } from '../../topology/problems.ts';
import { readManifests } from './manifests.ts';

const read = (text: string) => {
  const problems = createProblems();
  const { objects, leftOut } = readManifests({ file: 'a.yaml', text }, problems);
  problems.throwIfAny();
  return { names: objects.map(({ object, at }) => `${object.kind}/${object.metadata.name}:${at?.line ?? 0}`), leftOut };
};
const object = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\n`;

describe('objects', () => {
  test.each([
    ['one', object('a'), ['Pod/a:1']],
    ['several documents, with comments and empty ones', `# all\n---\n${object('a')}---\n# nothing\n---\n\n${object('b')}...\n---\n${object('c')}`, ['Pod/a:3', 'Pod/b:10', 'Pod/c:15']],
    ['what begins on the line of the marker', '--- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n', ['Pod/a:1']],
    ['lines of Windows', `${object('a')}---\n${object('b')}`.replaceAll('\n', '\r\n'), ['Pod/a:1', 'Pod/b:5']],
    ['a List', `apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: Pod, metadata: { name: a } }\n- { apiVersion: v1, kind: Pod, metadata: { name: b } }\n`, ['Pod/a:1', 'Pod/b:1']],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }] }, null, 2), ['Pod/a:1']],
    ['text in a block that looks like an end', `${object('a')}data:\n  x: |\n    ---\n    b\n`, ['Pod/a:1']],
    ['nothing', '# only a comment\n---\n', []],
  ])('%s', (_, text, names) => expect(read(text)).toEqual({ names, leftOut: [] }));
});

describe('left out, with the reason', () => {
  test.each([
    ['a template of Helm', 'kind: Pod\nmetadata:\n  name: {{ .Values.name }}\n', /helm template/],
    ['a template with lines of control', '{{- if .Values.on }}\nkind: Pod\nmetadata:\n  name: a\n{{- end }}\n', /helm template/],
    ['a template of a part', `${object('a')}spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n`, /helm template/],
    ['a template of a number', `${object('a')}spec:\n  replicas: {{ .Values.replicas }}\n`, /helm template/],
    ['a kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n', /kustomize build/],
    ['another file', 'services: {}\n', /no Kubernetes object/],
    ['a text', 'hello\n', /no Kubernetes object/],
    ['an object without a name', 'apiVersion: v1\nkind: Pod\nmetadata: {}\n', /no metadata\.name/],
    ['labels that are no map', `apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: [b] }\n`, /no map/],
    ['nothing in a List', 'apiVersion: v1\nkind: List\nitems: [null]\n', /no Kubernetes object/],
  ])('%s', (_, text, reason) => expect(read(text)).toEqual({ names: [], leftOut: [expect.objectContaining({ file: 'a.yaml', reason: expect.stringMatching(reason) as string })] }));

  test.each(['data: { x: "{{ upstream }}" }\n', "a: '{{ $labels.instance }} is down'\n", 'a: |\n  {{ $labels.instance }}\n  {{ if x }}\n', 'a: down {{ $value }}\n'])('braces in a text are no template: %j', (more) => {
    expect(read(`${object('a')}${more}`)).toEqual({ names: ['Pod/a:1'], leftOut: [] });
  });
});

describe('mistakes have their place', () => {
  test.each([
    ['a bracket that is not closed, in the second document', `${object('a')}---\nb: [\n`, 6, /not valid YAML/],
    ['a tab', 'a:\n\tb: 1\n', 2, /not valid YAML/],
    ['nesting without end', `a: ${'['.repeat(100)}`, 1, /nested/],
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index] ?? ''},`.repeat(9)}]\n`).join('')}`, 1, /cannot be read/],
  ])('%s', (...[, text, line, message]) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'INVALID_STACK', message: expect.stringMatching(message) as string, at: expect.objectContaining({ file: 'a.yaml', line }) as unknown }) as Error);
  });
});
