import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configuredFacts, readFacts } from '../../test/kit/compose-facts.ts';
import { realTools } from '../../test/kit/real-tools.ts';
import { nodeReader } from '../core/node-reader.ts';
import { readCompose } from './read-compose.ts';

const root = join(import.meta.dirname, 'examples');
const compose = realTools('docker-compose')?.[0];

describe.skipIf(compose === undefined)('docker compose config reads the same', () => {
  it.each(readdirSync(root))('%s', async (name) => {
    const directory = join(root, name);
    const { project } = await readCompose({ directory, reader: nodeReader, environment: {} });
    expect(readFacts(project.services)).toEqual(configuredFacts(compose ?? '', directory));
  });
});
