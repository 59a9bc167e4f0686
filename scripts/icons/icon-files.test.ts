import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { icnsOf, icoOf } from './containers.ts';
import { iconFiles, iconsFolder } from './icon-files.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Width and height as the PNG's header says them. */
const sizeOf = (png: Buffer): readonly [number, number] => {
  expect(png.subarray(0, 8)).toEqual(signature);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};
const read = (name: string) => readFileSync(join(iconsFolder, name));

test('the icons in the repository are what the drawings make (else: npm run icons)', () => {
  const made = iconFiles();
  expect(readdirSync(iconsFolder).filter((name) => !name.endsWith('.svg')).sort()).toEqual([...made.keys()].sort());
  expect([...made].filter(([name, bytes]) => !read(name).equals(bytes)).map(([name]) => name)).toEqual([]);
});

test('each PNG has the size of its name', () => {
  const names = readdirSync(iconsFolder).filter((name) => name.endsWith('.png'));
  expect(names.length).toBeGreaterThanOrEqual(9);
  for (const name of names) expect(sizeOf(read(name))).toEqual(/^(\d+)x(\d+)\.png$/.exec(name)?.slice(1).map(Number));
});

test('the Windows icon holds a PNG for each size up to 256, where its directory says', () => {
  const icon = read('icon.ico');
  expect([icon.readUInt16LE(0), icon.readUInt16LE(2)]).toEqual([0, 1]);
  const entries = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => 6 + 16 * index).map((entry) => {
    const [length, place] = [icon.readUInt32LE(entry + 8), icon.readUInt32LE(entry + 12)];
    const side = icon.readUInt8(entry) || 256;
    expect(sizeOf(icon.subarray(place, place + length))).toEqual([side, side]);
    return side;
  });
  expect(entries).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('the Apple icon is a chain of entries up to its end, with a 1024 pixel one', () => {
  const icon = read('icon.icns');
  expect(icon.toString('latin1', 0, 4)).toBe('icns');
  expect(icon.readUInt32BE(4)).toBe(icon.length);
  const sides = new Map<string, number>();
  for (let place = 8; place < icon.length; place += icon.readUInt32BE(place + 4)) sides.set(icon.toString('latin1', place, place + 4), sizeOf(icon.subarray(place + 8))[0]);
  expect(Object.fromEntries(sides)).toEqual({ icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 });
});

test('containers of nothing are valid and empty', () => {
  expect(icoOf([])).toEqual(Buffer.from([0, 0, 1, 0, 0, 0]));
  expect(icnsOf([])).toEqual(Buffer.from([...Buffer.from('icns'), 0, 0, 0, 8]));
});
