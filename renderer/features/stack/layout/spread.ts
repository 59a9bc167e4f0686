export interface Spot {
  /** Where it would like to stand. */
  readonly wish: number;
  readonly height: number;
}

interface Block {
  sum: number;
  count: number;
  readonly first: number;
}

/**
 * Centres for things one below the other, in the given order, `gap` apart at least, as near to their wishes as that allows (least
 * squares, by pooling neighbours that want the same place).
 */
export function spread(spots: readonly Spot[], gap: number): number[] {
  const offsets: number[] = [];
  for (const [index, { height }] of spots.entries()) {
    const before = spots[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + before.height / 2 + gap + height / 2);
  }
  const blocks: Block[] = [];
  const meanOf = (block: Block | undefined): number => (block === undefined ? Number.NEGATIVE_INFINITY : block.sum / block.count);
  for (const [index, { wish }] of spots.entries()) {
    let block: Block = { sum: wish - (offsets[index] ?? 0), count: 1, first: index };
    for (let last = blocks.at(-1); last !== undefined && meanOf(last) > meanOf(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count, first: last.first };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap((block, index) => {
    const end = blocks[index + 1]?.first ?? spots.length;
    return Array.from({ length: end - block.first }, (_, at) => meanOf(block) + (offsets[block.first + at] ?? 0));
  });
}
