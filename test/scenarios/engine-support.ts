import { connectEngine } from '../../services/engine/client/index.ts';
import { StackyardError } from '../../services/contract/errors.ts';
import { labels, type EngineClient } from '../../services/engine/types.ts';

export const realSocket = '/var/run/docker.sock';

export function connectTo(socket: string): Promise<EngineClient> {
  return connectEngine({ environment: {}, homeDirectory: '/nonexistent', platform: process.platform, socketOverride: socket });
}

/** The error of work that must fail, and how long it took in milliseconds. */
export async function failureOf(work: Promise<unknown>): Promise<{ readonly error: StackyardError; readonly took: number }> {
  const began = performance.now();
  try {
    await work;
  } catch (error) {
    if (error instanceof StackyardError) return { error, took: performance.now() - began };
    throw error;
  }
  throw new Error('it did not fail');
}

export async function takeAll<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Waits until the condition holds; fails with its name after `limit` milliseconds. */
export async function until(name: string, holds: () => boolean, limit = 10_000): Promise<number> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > limit) throw new Error(`not within ${limit} ms: ${name}`);
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  return performance.now() - began;
}

/** Names of all containers of a stack on the real engine, sorted. */
export async function containersOf(stack: string): Promise<readonly string[]> {
  await using client = await connectTo(realSocket);
  const found = await client.call<readonly { readonly Names: readonly string[] }[]>({ method: 'GET', path: '/containers/json', query: { all: true, filters: { label: [`${labels.stack}=${stack}`] } } });
  return found.map(({ Names }) => Names[0]?.slice(1) ?? '').toSorted();
}
