import { configMapsOf } from '../kubernetes/config-maps.ts';
import type { KubernetesInput, Scope } from '../kubernetes/input.ts';
import { objectPath } from '../kubernetes/kustomize/base.ts';
import { nameHash, renameReferences } from '../kubernetes/kustomize/name-hash.ts';
import { labelsOf } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { commonObjects, ownObjects } from '../kubernetes/objects/index.ts';
import { translationReport } from '../kubernetes/report/index.ts';
import { scopeOf } from '../kubernetes/scope.ts';
import { secretKeysOf, secretName } from '../kubernetes/secret-keys.ts';
import { printYaml } from '../kubernetes/yaml.ts';
import type { ExportFile, ExportResult } from '../types.ts';
import { createPlaceholders, NAMESPACE, type Placeholders } from './placeholders.ts';
import { valuesSchema } from './schema.ts';
import { valueWriter } from './templates.ts';
import { chartValues } from './values.ts';

/**
 * A chart whose `helm template` gives the objects of the production overlay, with images, amounts, sizes and hosts as values. Secrets are
 * not part of it: values name Secrets that are there. Pure; the same input gives the same bytes.
 */
export function exportHelm(input: KubernetesInput): ExportResult {
  const production = scopeOf(input, 'production');
  // Everything that names the namespace gets the release's.
  const scope: Scope = { ...production, namespace: NAMESPACE };
  const values = chartValues(production);
  const words = createPlaceholders();
  const withValues = valueWriter({ scope: production, values, words });
  // Names of ConfigMaps carry the digest of their content in production.
  const ConfigMap = new Map(configMapsOf(production).map(({ name, data }) => [name, `${name}-${nameHash({ kind: 'ConfigMap', data })}`]));
  const placed = [...commonObjects(scope), ...ownObjects(scope)].map(({ folder, object }) => ({ path: objectPath({ folder, object }), object: renameReferences(object, { ConfigMap, Secret: new Map() }) }));
  const files = [
    { path: 'Chart.yaml', text: printYaml({ apiVersion: 'v2', name: production.topology.name, description: `${production.topology.name}, written by Stackyard`, type: 'application', version: '0.1.0', appVersion: '1.0.0', kubeVersion: '>= 1.34.0-0' }) },
    { path: 'values.yaml', text: printYaml(values) },
    { path: 'values.schema.json', text: `${JSON.stringify(valuesSchema(values), null, 2)}\n` },
    { path: '.helmignore', text: '.git\n*.env\n' },
    { path: 'templates/NOTES.txt', text: notes(production) },
    ...placed.map(({ path, object }) => ({ path: `templates/${path}`, text: withCondition(object, words.print(withValues(object))) })),
    ...configMapFiles(scope, ConfigMap, words),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), report: [...translationReport(production), { service: null, fact: 'namespace', outcome: 'approximated', how: 'the release\'s; its labels are set only with namespace.create', why: 'Helm needs the namespace before it installs: label it pod-security.kubernetes.io/enforce=restricted.' }] };
}

/** The namespace is usually there before the release is. */
function withCondition({ kind }: KubernetesObject, text: string): string {
  return kind === 'Namespace' ? `{{- if .Values.namespace.create }}\n${text}{{- end }}\n` : text;
}

/** Config files stand in the chart as they are; a template reads them, since their braces are their own. */
function configMapFiles(scope: Scope, names: ReadonlyMap<string, string>, words: Placeholders): readonly ExportFile[] {
  return configMapsOf(scope).flatMap(({ name, folder, data, annotations }) => {
    const content = Object.fromEntries(Object.entries(data).map(([key, text]) => {
      const read = `.Files.Get ${JSON.stringify(`files/${folder}/${key}`)}`;
      return [key, words.value(text.includes(NAMESPACE) ? `${read} | replace ${JSON.stringify(NAMESPACE.replace('-release', '-chart'))} .Release.Namespace` : read)];
    }));
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: names.get(name) ?? name, namespace: NAMESPACE, labels: labelsOf(scope.topology.name, name), annotations }, data: content };
    return [
      { path: `templates/${folder.split('/')[0] ?? folder}/config-map-${name}.yaml`, text: words.print(object) },
      ...Object.entries(data).map(([key, text]) => ({ path: `files/${folder}/${key}`, text: text.replaceAll(NAMESPACE, NAMESPACE.replace('-release', '-chart')) })),
    ];
  });
}

function notes(scope: Scope): string {
  const secrets = scope.services.filter((service) => secretKeysOf(scope, service).length > 0).map((service) => `  kubectl -n {{ .Release.Namespace }} create secret generic ${secretName(service.name)} --from-env-file=${service.name}.env   # ${secretKeysOf(scope, service).map(({ key }) => key).join(', ')}`);
  return ['Pods wait for what they use; declared resources are made by Jobs.', ...(secrets.length === 0 ? [] : ['These Secrets must be there, each from a file of KEY=value lines:', ...secrets]), ''].join('\n');
}
