import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createOutputRing } from './output-ring.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

it('gives every byte once and in order to a reader that keeps up, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 20 }), fc.integer({ min: 1, max: 5_000 }), (pieces, most) => {
      const ring = createOutputRing(10_000);
      let position = 0;
      let taken = '';
      for (const piece of pieces) {
        ring.put(piece);
        while (position < ring.end) {
          const { bytes, skipped, next } = ring.read(position, most);
          expect(skipped).toBe(0);
          expect(bytes.length).toBeLessThanOrEqual(most);
          taken += text(bytes);
          position = next;
        }
      }
      expect(taken).toBe(pieces.map(text).join(''));
    }),
  );
});

it('counts what a reader came too late for, and gives the newest bytes that fit', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { minLength: 1, maxLength: 20 }), fc.nat(), (pieces, seed) => {
      const ring = createOutputRing(10_000);
      for (const piece of pieces) ring.put(piece);
      const whole = pieces.map(text).join('');
      const after = seed % (whole.length + 1);
      const { bytes, skipped, next } = ring.read(after, 1_000_000);
      expect(ring.end).toBe(whole.length);
      expect(next).toBe(whole.length);
      expect(text(bytes)).toBe(whole.slice(after + skipped));
      expect(skipped).toBe(Math.max(0, whole.length - 10_000 - after));
    }),
  );
});
