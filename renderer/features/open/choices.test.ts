import { describe, expect, it } from 'vitest';
import { inside, pickedOf, pickedText, placeOf, togglePick, type PlaceAsked } from './choices.ts';

describe('what is picked', () => {
  it('goes through the address and back; what nobody wrote is left out', () => {
    const picked = [{ name: 'cache', template: 'redis' }, { name: 'files', template: 'minio' }];
    expect(pickedText(picked)).toBe('cache:redis,files:minio');
    expect(pickedOf(pickedText(picked))).toEqual(picked);
    for (const text of [undefined, '', ',', 'cache', ':redis', 'cache:']) expect(pickedOf(text)).toEqual([]);
  });

  it('takes a template in under a free name, and out under whatever name it has', () => {
    expect(togglePick([{ name: 'redis', template: 'other' }], { id: 'redis' })).toEqual([{ name: 'redis', template: 'other' }, { name: 'redis-2', template: 'redis' }]);
    expect(togglePick([{ name: 'cache', template: 'redis' }], { id: 'redis' })).toEqual([]);
  });
});

describe('where a new stack goes', () => {
  const view = { state: 'read', folder: '/home/ada/code', folders: [], files: [], isWritable: true, isHome: false, suggestedName: 'code' } as const;
  const asked = (change: Partial<PlaceAsked> = {}): PlaceAsked => ({ view: structuredClone({ ...view, folders: [], files: [] }), start: 'templates', own: undefined, name: undefined, taken: [], ...change });

  it('is the folder itself, under its name', () => {
    expect(placeOf(asked())).toEqual({ folder: '/home/ada/code', name: 'code', makesFolder: false });
    expect(placeOf(asked({ taken: ['code'] })).name).toBe('code-2');
  });

  it('is a new folder for the demo, in the user’s own folder, and beside a stack that is there', () => {
    expect(placeOf(asked({ view: { ...structuredClone(view), folders: [], files: [], isHome: true } }))).toMatchObject({ folder: '/home/ada/code/my-stack', makesFolder: true });
    expect(placeOf(asked({ start: 'demo', taken: ['shop'] }))).toEqual({ folder: '/home/ada/code/shop-2', name: 'shop-2', makesFolder: true });
    const files = [{ name: 'stackyard.yaml', path: '/home/ada/code/stackyard.yaml', kind: 'stack' as const }];
    const folders = [{ name: 'my-stack', path: '/home/ada/code/my-stack', holdsStack: true }];
    expect(placeOf(asked({ view: { ...structuredClone(view), folders, files } }))).toMatchObject({ folder: '/home/ada/code/my-stack-2', makesFolder: true });
  });

  it('is what the user says', () => {
    expect(placeOf(asked({ start: 'demo', own: false, name: 'mine' }))).toEqual({ folder: '/home/ada/code', name: 'mine', makesFolder: false });
  });

  it.each([['/', 'a', '/a'], ['/home', 'a', '/home/a'], ['C:\\work', 'a', 'C:\\work\\a'], ['C:\\', 'a', 'C:\\a']])('%s and %s make %s', (folder, name, path) => {
    expect(inside(folder, name)).toBe(path);
  });
});
