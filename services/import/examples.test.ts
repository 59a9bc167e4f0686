import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeReader } from '../core/node-reader.ts';
import { openSession } from '../core/session.ts';
import { translationMarkdown } from '../export/report/markdown.ts';
import { importCompose, type Imported } from './index.ts';

const root = join(import.meta.dirname, 'examples');
const session = openSession({ environment: { STACKYARD_HOME: '/nowhere', HOME: '/root' }, resourcesDirectory: join(import.meta.dirname, '..', '..') });
afterAll(() => session[Symbol.asyncDispose]());

const examples = readdirSync(root);
const importExample = (name: string): Promise<Imported> => importCompose({ directory: join(root, name), reader: nodeReader, environment: {} });

it('there are a dozen and more', () => expect(examples.length).toBeGreaterThanOrEqual(12));

describe.each(examples)('%s', (name) => {
  it('is written as it was, and reported as it was', async () => {
    const { name: stack, text, report } = await importExample(name);
    await expect(text).toMatchFileSnapshot(join(root, name, 'stackyard.golden.yaml'));
    await expect(translationMarkdown(stack, report, 'Written by `stackyard import`.')).toMatchFileSnapshot(join(root, name, 'report.golden.md'));
  });

  it('loads, and has the services of the Compose file', async () => {
    const { text } = await importExample(name);
    const topology = await session.loadText(join(root, name, 'stackyard.yaml'), text);
    expect(Object.keys(topology.services).length).toBeGreaterThan(0);
  });
});
