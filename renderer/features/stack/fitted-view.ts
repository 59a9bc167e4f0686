/** Its text is read at these, 12 to 14 pixels; what does not fit then is panned to. */
export const fit = { padding: 0.08, maxZoom: 1.1, minZoom: 0.8 };

const margin = 24;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

type Size = Pick<Box, 'width' | 'height'>;

/** In the middle where it fits, else with its beginning in sight. */
const placed = (start: number, length: number, room: number): number => (length <= room ? (room - length) / 2 : margin) - start;

/** The picture as large as the room lets it be within what can be read. */
export function fittedView(all: Box, room: Size): View {
  const zoom = Math.min(fit.maxZoom, Math.max(fit.minZoom, Math.min((room.width - 2 * margin) / all.width, (room.height - 2 * margin) / all.height)));
  return { zoom, x: placed(all.x * zoom, all.width * zoom, room.width), y: placed(all.y * zoom, all.height * zoom, room.height) };
}

/** How far a stretch must be moved to lie within the room. */
function shift(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  return Math.min(0, room - margin - (start + length));
}

/** The view, moved no farther than it takes to see the node. */
export function viewWith(view: View, node: Box, room: Size): View {
  const { x, y, zoom } = view;
  return { zoom, x: x + shift(node.x * zoom + x, node.width * zoom, room.width), y: y + shift(node.y * zoom + y, node.height * zoom, room.height) };
}
