import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labels, type EngineClient, type EngineRequest } from '../types.ts';
import { isOfFile } from './earlier.ts';
import { observe, observeContainers } from './observe.ts';
import { isSameFile } from './stack-files.ts';

const root = mkdtempSync(join(tmpdir(), 'observe-'));
const at = (path: string): string => join(root, path);
const shop = { name: 'shop', file: at('shop/stackyard.yaml') };

beforeAll(() => {
  for (const folder of ['shop', 'copy', 'hard']) mkdirSync(at(folder));
  for (const file of ['shop/stackyard.yaml', 'shop/other.yaml', 'copy/stackyard.yaml']) writeFileSync(at(file), 'name: shop\n');
  linkSync(at('shop/stackyard.yaml'), at('hard/stackyard.yaml'));
  symlinkSync(at('shop'), at('link'));
  symlinkSync(at('shop/stackyard.yaml'), at('shop/linked.yaml'));
});
afterAll(() => rmSync(root, { recursive: true }));

type Made = Readonly<Record<string, string>>;

/** What an object is labelled with that was made from a file; without its name as before that was a label. */
const madeFrom = (folder: string, file?: string): Made => ({ [labels.stack]: 'shop', [labels.directory]: at(folder), ...(file === undefined ? {} : { [labels.file]: file }) });

/** An engine with one container, network and volume made from each, called by its number; with other networks where they are given. */
function engine(made: readonly Made[], { networks = made, address = '/var/run/docker.sock' }: { readonly networks?: readonly Made[]; readonly address?: string } = {}): EngineClient {
  const listings: Readonly<Record<string, unknown>> = {
    '/containers/json': made.map((own, index) => ({ Id: `container-${index}`, Names: [`/container-${index}`], State: 'running', Labels: { ...own, [labels.service]: 'api', [labels.replica]: String(index + 1) } })),
    '/networks': networks.map((own, index) => ({ Id: `network-${index}`, Name: `network-${index}`, Labels: own })),
    '/volumes': { Volumes: made.map((own, index) => ({ Name: `volume-${index}`, Labels: own })) },
  };
  return { info: { address }, call: ({ path }: EngineRequest) => Promise.resolve(listings[path]) } as unknown as EngineClient;
}

async function seen(made: Made, stack = shop): Promise<Readonly<Record<string, unknown>>> {
  const { containers, networks, volumes, others, foreign } = await observe(engine([made]), stack);
  const alone = await observeContainers(engine([made]), stack);
  expect([alone.containers.length, alone.others]).toEqual([containers.length, others]);
  return { own: [containers.length, networks.length], foreign: [foreign.containers.length, foreign.networks.length], others, madeBy: volumes.map((each) => each.madeBy) };
}

const ours = { own: [1, 1], foreign: [0, 0], others: [], madeBy: [undefined] };
const theirs = (file: string): unknown => ({ own: [0, 0], foreign: [1, 1], others: [at(file)], madeBy: [at(file)] });

describe('what is there under the name of a stack', () => {
  it.each([
    ['made from its very file', madeFrom('shop', 'stackyard.yaml')],
    ['made before the name of the file was a label', madeFrom('shop')],
    ['made through a link to its folder', madeFrom('link', 'stackyard.yaml')],
    ['made through a link to its file', madeFrom('shop', 'linked.yaml')],
    ['without a word of where it is from', { [labels.stack]: 'shop' }],
  ])('is its own where it was %s', async (_what, made) => {
    expect(await seen(made)).toEqual(ours);
  });

  it.each([
    ['a file of its folder', madeFrom('shop', 'before.yaml'), 'shop/before.yaml'],
    ['another folder', madeFrom('gone', 'stackyard.yaml'), 'gone/stackyard.yaml'],
  ])('is its own where it was made from %s that is gone, which it remembers', async (_what, made, file) => {
    expect(await seen(made)).toEqual(ours);
    expect((await observe(engine([made]), shop)).containers[0]?.goneFile).toBe(at(file));
    expect((await observe(engine([made], { address: 'tcp://10.0.0.2:2376' }), shop)).containers[0]?.goneFile).toBeUndefined();
  });

  it('has the network, whichever file made it, where no other file runs anything', async () => {
    const { networks, others, foreign } = await observe(engine([madeFrom('shop', 'stackyard.yaml')], { networks: [madeFrom('shop', 'other.yaml')] }), shop);
    expect([networks.length, foreign.networks.length, others]).toEqual([1, 0, []]);
  });

  it.each([
    ['another file of its folder', madeFrom('shop', 'other.yaml'), 'shop/other.yaml'],
    ['another folder', madeFrom('copy', 'stackyard.yaml'), 'copy/stackyard.yaml'],
    ['a hard link in another folder', madeFrom('hard', 'stackyard.yaml'), 'hard/stackyard.yaml'],
    ['another folder, before the name of the file was a label', madeFrom('copy'), 'copy/stackyard.yaml'],
  ])('is not touched where it was made from %s; its volumes are shared, and name who made them', async (_what, made, file) => {
    expect(await seen(made)).toEqual(theirs(file));
  });

  it('is the usual file\'s for another one, where the name of the file was no label yet', async () => {
    expect(await seen(madeFrom('shop'), { ...shop, file: at('shop/other.yaml') })).toEqual(theirs('shop/stackyard.yaml'));
  });

  it('is told apart one by one', async () => {
    const { containers, others } = await observe(engine([madeFrom('copy'), madeFrom('shop'), madeFrom('shop', 'other.yaml')]), shop);
    expect([containers.map(({ id }) => id), others]).toEqual([['container-1'], [at('copy/stackyard.yaml'), at('shop/other.yaml')]]);
  });

  it('is one file, whatever links lead to it', () => {
    expect(isSameFile(at('link/linked.yaml'), shop.file)).toBe(true);
    expect(isSameFile(at('shop/other.yaml'), shop.file)).toBe(false);
    expect(isSameFile(at('gone.yaml'), at('gone.yaml'))).toBe(true);
    expect(isOfFile(shop, madeFrom('link'))).toBe(true);
  });
});
