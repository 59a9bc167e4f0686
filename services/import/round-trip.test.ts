import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuredFacts, readFacts } from '../../test/kit/compose-facts.ts';
import { callsOf } from '../../test/kit/kubernetes-stacks.ts';
import { realTools } from '../../test/kit/real-tools.ts';
import type { TranslationEntry } from '../contract/export.ts';
import { nodeReader } from '../core/node-reader.ts';
import { openSession } from '../core/session.ts';
import { exportCompose } from '../export/compose/index.ts';
import type { Topology } from '../topology/types.ts';
import { importCompose } from './index.ts';
import { readCompose } from './read-compose.ts';
import { differencesOf, unexplained, type Difference } from './round-trip.test-support.ts';
import { stackNames } from './stack/names.ts';
import type { ComposeProject } from './types.ts';

const root = join(import.meta.dirname, 'examples');
const compose = realTools('docker-compose')?.[0];
const session = openSession({ environment: { STACKYARD_HOME: '/nowhere', HOME: '/root' }, resourcesDirectory: join(import.meta.dirname, '..', '..') });
let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'stackyard-round-trip-'));
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await session[Symbol.asyncDispose]();
});

interface RoundTrip {
  readonly differences: readonly Difference[];
  readonly reports: { readonly imported: readonly TranslationEntry[]; readonly exported: readonly TranslationEntry[] };
  readonly topology: Topology;
  /** The exported project as our own reader has it. */
  readonly after: ComposeProject;
  readonly folder: string;
}

/** A Compose project → stackyard.yaml → a Compose project again, with every secret filled in. */
async function roundTrip(name: string): Promise<RoundTrip> {
  const request = { directory: join(root, name), reader: nodeReader, environment: {} };
  const { project: before } = await readCompose(request);
  const { text, report: imported } = await importCompose(request);
  const topology = await session.loadText(join(root, name, 'stackyard.yaml'), text);
  const folder = join(scratch, name);
  const { files, report: exported } = exportCompose({ topology, calls: await callsOf(topology), digests: {}, environment: 'production', folder });
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
    if (file.path === '.env.example') writeFileSync(join(folder, '.env'), file.text.replaceAll(/^(?!PUBLISH_|IMAGE_)([A-Z0-9_]+)=$/gm, '$1=word'));
  }
  const { project: after } = await readCompose({ directory: folder, reader: nodeReader, environment: {} });
  return { differences: differencesOf(before, after, stackNames(before)), reports: { imported, exported }, topology, after, folder };
}

describe.each(readdirSync(root))('%s, imported and exported again', (name) => {
  it('means the same, and a line of a report explains each difference', async () => {
    const { differences, reports, topology } = await roundTrip(name);
    expect(unexplained(differences, { ...reports, topology })).toEqual([]);
  });

  it('differs, and without its reports nothing would explain it', async () => {
    const { differences, topology } = await roundTrip(name);
    expect(differences.length).toBeGreaterThan(0);
    expect(unexplained(differences, { imported: [], exported: [], topology })).toHaveLength(differences.length);
  });

  it.skipIf(compose === undefined)('is read by docker compose config as our own reader reads it', async () => {
    const { after, folder } = await roundTrip(name);
    expect(readFacts(after.services)).toEqual(configuredFacts(compose ?? '', folder));
  });
});
