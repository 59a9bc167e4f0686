import { isScreenAddress } from './links.ts';

/** Where a window stood; pixels that are independent of the screen's density. */
export interface WindowState {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
  /** The screen that it showed. */
  readonly address: string | undefined;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 880, height: 560 };
const first: WindowState = { x: undefined, y: undefined, width: 1360, height: 860, maximized: false, address: undefined };
/** So much of a window's top edge must be on a screen for a hand to reach it. */
const reachable = { width: 120, height: 40 };

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** What was written last time; anything else than that is as good as nothing. */
export function parseWindowState(text: string | undefined): WindowState {
  let read: unknown;
  try {
    read = JSON.parse(text ?? '');
  } catch {
    return first; // never written, or damaged: a window opens all the same
  }
  const { x, y, width, height, maximized, address } = (typeof read === 'object' && read !== null ? read : {}) as Readonly<Record<string, unknown>>;
  const screen = typeof address === 'string' && isScreenAddress(address) ? address : undefined;
  if (!isWhole(width) || !isWhole(height)) return { ...first, address: screen };
  return { x: isWhole(x) ? x : undefined, y: isWhole(y) ? y : undefined, width, height, maximized: maximized === true, address: screen };
}

/** The state made to fit the screens of now: a screen may have gone, or become smaller. `screens`: their work areas, the main one first. */
export function fitToScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y } = state;
  const own = x === undefined || y === undefined ? undefined : screens.find((area) => x + reachable.width <= area.x + area.width && x + state.width - reachable.width >= area.x && y >= area.y && y + reachable.height <= area.y + area.height);
  const area = own ?? screens[0];
  const width = Math.max(smallestWindow.width, Math.min(state.width, area?.width ?? state.width));
  const height = Math.max(smallestWindow.height, Math.min(state.height, area?.height ?? state.height));
  return { x: own === undefined ? undefined : x, y: own === undefined ? undefined : y, width, height, maximized: state.maximized, address: state.address };
}
