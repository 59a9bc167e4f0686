import { join } from 'node:path';
import { nodeReader } from '../../services/core/node-reader.ts';
import { findKind } from '../../services/kinds/index.ts';
import { loadStack } from '../../services/topology/index.ts';
import type { StackReader } from '../../services/topology/reader.ts';
import type { Topology } from '../../services/topology/types.ts';

const templates = join(import.meta.dirname, '..', '..', 'compose-templates');

/** Reads a stack file that is on no disk: this text in this folder, or one of so many services. */
export async function readLargeStack(what: number | string, directory = '/large'): Promise<Topology> {
  const file = join(directory, 'stackyard.yaml');
  const text = typeof what === 'number' ? stackText(what) : what;
  const reader: StackReader = {
    ...nodeReader,
    kindOf: async (path) => (path === file ? Promise.resolve('file') : nodeReader.kindOf(path)),
    readText: async (path, limit) => (path === file ? Promise.resolve({ text }) : nodeReader.readText(path, limit)),
  };
  return loadStack({ file, reader, kinds: findKind, templateRoots: [templates], environment: {} });
}

/** A quarter each: caches, brokers, workers on both, and web services on a worker. */
function stackText(size: number): string {
  const services = Array.from({ length: size / 4 }, (_, index) =>
    [
      `  cache-${index}: { template: redis, options: { maxmemory: 64mb } }`,
      `  broker-${index}: { template: rabbitmq, queues: [orders, mails] }`,
      `  worker-${index}: { image: "worker:1", uses: [cache-${index}, broker-${index}], environment: { LEVEL: info } }`,
      `  web-${index}: { image: "web:1", expose: { http: 8080 }, uses: [worker-${index}, cache-${index}], environment: { LEVEL: info } }`,
    ].join('\n'),
  );
  return `name: large\nservices:\n${services.join('\n')}\n`;
}
