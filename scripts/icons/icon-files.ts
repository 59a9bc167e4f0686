import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { icnsOf, icoOf, type Picture } from './containers.ts';

export const iconsFolder = join(import.meta.dirname, '..', '..', 'resources', 'icons');

const sides = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Up to here the simpler drawing is the clearer one. */
const smallSide = 32;

function picture(side: number): Picture {
  const drawing = readFileSync(join(iconsFolder, side <= smallSide ? 'stackyard-small.svg' : 'stackyard.svg'));
  return { side, png: new Resvg(drawing, { fitTo: { mode: 'width', value: side }, font: { loadSystemFonts: false } }).render().asPng() };
}

/** What `npm run icons` writes beside the two drawings, by file name: a PNG per size, `icon.ico` for Windows, `icon.icns` for macOS. */
export function iconFiles(): ReadonlyMap<string, Buffer> {
  const pictures = sides.map(picture);
  return new Map([
    ...pictures.map(({ side, png }) => [`${side}x${side}.png`, png] as const),
    ['icon.ico', icoOf(pictures.filter(({ side }) => side <= 256))] as const,
    ['icon.icns', icnsOf(pictures)] as const,
  ]);
}
