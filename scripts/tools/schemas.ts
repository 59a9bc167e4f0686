import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { run } from './install.ts';
import { inlined, type Schema } from './schema.ts';
import { definitions, kubernetes } from './versions.ts';

type Kind = { readonly kind: string; readonly group: string; readonly version: string; readonly schema: Schema };

/**
 * Strict JSON schemas of all kinds of each version of Kubernetes, and of the operators that exports know, as kubeconform reads them without a
 * network: `v1.36.3/KIND-GROUP-VERSION.json`, `operators/…`. They come from OpenAPI documents and CustomResourceDefinitions in Go modules. True
 * when made.
 */
export async function provideSchemas(folder: string, say: (message: string) => void): Promise<boolean> {
  const edition = [...kubernetes.versions.map((version) => `${kubernetes.module}@${version}`), ...definitions.map(({ module, version }) => `${module}@${version}`)].join('\n');
  const mark = join(folder, 'EDITION');
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === edition) return false;
  say('schemas: reading them from Go modules …');
  const made = `${folder}.${process.pid}`;
  await mkdir(made, { recursive: true });
  try {
    for (const version of kubernetes.versions) await write(join(made, version), await builtIn(version));
    await write(join(made, 'operators'), await custom());
    await writeFile(join(made, 'EDITION'), edition);
    await rm(folder, { recursive: true, force: true });
    await rename(made, folder);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return true;
}

async function write(folder: string, kinds: readonly Kind[]): Promise<void> {
  await mkdir(folder);
  for (const { kind, group, version, schema } of kinds) {
    const name = `${kind.toLowerCase()}${group === '' ? '' : `-${group.split('.')[0] ?? ''}`}-${version}.json`;
    await writeFile(join(folder, name), JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }));
  }
}

async function moduleFolder(module: string, version: string): Promise<string> {
  const { Dir } = JSON.parse(await run('go', ['mod', 'download', '-json', `${module}@${version}`])) as { readonly Dir: string };
  return Dir;
}

async function builtIn(of: string): Promise<readonly Kind[]> {
  const document = JSON.parse(await readFile(join(await moduleFolder(kubernetes.module, of), kubernetes.document), 'utf8')) as { readonly definitions: Readonly<Record<string, Schema>> };
  return Object.entries(document.definitions).flatMap(([name, definition]) => {
    const kinds = (definition['x-kubernetes-group-version-kind'] ?? []) as readonly { readonly group: string; readonly version: string; readonly kind: string }[];
    const [only] = kinds;
    // DeleteOptions and the like are of every group.
    if (only === undefined || kinds.length !== 1) return [];
    const schema = inlined(definition, { definitions: document.definitions, inside: [name] });
    const { properties } = schema as { properties?: Record<string, Schema> };
    if (properties !== undefined) {
      properties['kind'] = { type: 'string', enum: [only.kind] };
      properties['apiVersion'] = { type: 'string', enum: [only.group === '' ? only.version : `${only.group}/${only.version}`] };
    }
    return [{ ...only, schema: { ...schema, required: [...new Set([...((schema['required'] ?? []) as readonly string[]), 'apiVersion', 'kind'])] } }];
  });
}

type Definition = { readonly kind?: string; readonly spec: { readonly group: string; readonly names: { readonly kind: string }; readonly versions: readonly { readonly name: string; readonly schema?: { readonly openAPIV3Schema?: Schema } }[] } };

async function custom(): Promise<readonly Kind[]> {
  const kinds: Kind[] = [];
  for (const { module, version, folder } of definitions) {
    const directory = join(await moduleFolder(module, version), folder);
    for (const file of (await readdir(directory)).filter((name) => name.endsWith('.yaml')).toSorted()) {
      for (const document of parseAllDocuments(await readFile(join(directory, file), 'utf8'), { logLevel: 'silent' })) {
        const value = document.toJS() as Definition | null;
        if (value?.kind !== 'CustomResourceDefinition') continue;
        for (const { name, schema } of value.spec.versions) {
          if (schema?.openAPIV3Schema !== undefined) kinds.push({ kind: value.spec.names.kind, group: value.spec.group, version: name, schema: inlined(schema.openAPIV3Schema, { definitions: {}, inside: [], isRoot: true }) });
        }
      }
    }
  }
  return kinds;
}
