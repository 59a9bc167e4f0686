import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrowseRequest, FolderView } from '../../contract/views/project-view.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { browseFolder } from './browse.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;

beforeEach(async () => {
  scratch = await scratchDirectory();
});
afterEach(() => scratch[Symbol.asyncDispose]());

const browse = (request: BrowseRequest = {}): Promise<FolderView> => browseFolder(request, { HOME: scratch.path });
async function read(request: BrowseRequest = {}): Promise<Extract<FolderView, { state: 'read' }>> {
  const view = await browse(request);
  if (view.state !== 'read') throw new Error(view.message);
  return view;
}

describe('a folder', () => {
  it('begins at the user’s own, shows folders and what makes one a stack, and hides what begins with a dot', async () => {
    for (const name of ['shop', 'Shop 10', 'shop 9', '.git']) await mkdir(scratch.file(name));
    await symlink(scratch.file('shop'), scratch.file('linked'));
    await symlink(scratch.file('nowhere'), scratch.file('broken'));
    for (const name of ['compose.prod.yml', 'stackyard.yaml', 'docker-compose.yaml', 'notes.txt', 'stackyard.lock', 'shop/stackyard.yaml']) await writeFile(scratch.file(name), '');
    const view = await read();
    expect(view).toMatchObject({ folder: scratch.path, parent: '/tmp', isWritable: true, isHome: true });
    expect(view.folders.map(({ name, holdsStack }) => [name, holdsStack])).toEqual([['linked', true], ['shop', true], ['shop 9', false], ['Shop 10', false]]);
    expect(view.files.map(({ name, kind }) => [name, kind])).toEqual([['stackyard.yaml', 'stack'], ['compose.prod.yml', 'compose'], ['docker-compose.yaml', 'compose']]);
    expect((await read({ hidden: true })).folders.map(({ name }) => name)).toContain('.git');
  });

  it('is named as people type it, and suggests a name that the loader takes', async () => {
    await mkdir(scratch.file('My Shop_2'));
    for (const folder of ['~/My Shop_2', 'My Shop_2', scratch.file('My Shop_2'), scratch.file('My Shop_2/../My Shop_2/')]) expect(await read({ folder })).toMatchObject({ folder: scratch.file('My Shop_2'), suggestedName: 'my-shop-2', isHome: false });
    expect((await read({ folder: '/' })).parent).toBeUndefined();
  });

  it('of many folders comes in pages: each once, in order', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `folder ${index + 1}`);
    for (const name of names) await mkdir(scratch.file(name));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { folders, next } = await read({ limit: 10, ...(after === undefined ? {} : { after }) });
      expect(folders.length).toBeLessThanOrEqual(10);
      seen.push(...folders.map(({ name }) => name));
      after = next;
    } while (after !== undefined);
    expect(seen).toEqual(names);
  });

  it('that cannot be read says why', async () => {
    await writeFile(scratch.file('file'), '');
    await symlink('loop', scratch.file('loop'));
    expect(await browse({ folder: 'nowhere' })).toMatchObject({ state: 'closed', reason: 'missing', parent: scratch.path });
    expect(await browse({ folder: 'file' })).toMatchObject({ state: 'closed', reason: 'not-a-folder' });
    expect(await browse({ folder: 'loop' })).toMatchObject({ state: 'closed', reason: 'unreadable' });
    expect(await browse({ folder: join(scratch.path, 'x'.repeat(300)) })).toMatchObject({ state: 'closed', reason: 'unreadable' });
  });
});
