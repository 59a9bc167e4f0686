import type { BackOff } from './protocol.ts';

export const crashLoopExits = 3;

/** How many exits in a row came too soon, this one included. */
export function countExit(before: number, ranMilliseconds: number, backOff: BackOff): number {
  return ranMilliseconds >= backOff.stable ? 1 : before + 1;
}

/** Milliseconds to wait after that many exits in a row: doubles from `initial` up to `maximum`. */
export function delayAfter(exits: number, backOff: BackOff): number {
  return Math.min(backOff.maximum, backOff.initial * 2 ** Math.min(Math.max(0, exits - 1), 30));
}
