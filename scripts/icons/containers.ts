/** A square PNG and the length of its side in pixels. */
export interface Picture {
  readonly side: number;
  readonly png: Buffer;
}

/** A Windows icon of PNGs (no side above 256). */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const entryBytes = 16;
  const header = Buffer.alloc(6 + entryBytes * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let place = header.length;
  pictures.forEach(({ side, png }, index) => {
    const entry = 6 + entryBytes * index;
    // One byte each: 256 is written as 0.
    header.writeUInt8(side % 256, entry);
    header.writeUInt8(side % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(place, entry + 12);
    place += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Apple's names of the sizes; those of Retina screens are entries of their own. */
const typesBySide: Readonly<Record<number, readonly string[]>> = { 16: ['icp4'], 32: ['icp5', 'ic11'], 64: ['ic12'], 128: ['ic07'], 256: ['ic08', 'ic13'], 512: ['ic09', 'ic14'], 1024: ['ic10'] };

/** An Apple icon of PNGs. Sides that Apple has no name for are left out. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const entries = pictures.flatMap(({ side, png }) => (typesBySide[side] ?? []).map((type) => Buffer.concat([headOf(type, png.length), png])));
  return Buffer.concat([headOf('icns', entries.reduce((sum, entry) => sum + entry.length, 0)), ...entries]);
}

function headOf(type: string, length: number): Buffer {
  const head = Buffer.alloc(8, type, 'latin1');
  head.writeUInt32BE(8 + length, 4);
  return head;
}
