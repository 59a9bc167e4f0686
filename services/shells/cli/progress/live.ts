import { displayLines } from '../terminal/display-text.ts';
import type { Output } from '../terminal/output.ts';
import type { ProgressDisplay } from './display.ts';
import { progressFrame } from './frame.ts';
import { progressModel } from './model.ts';

const control = (sequence: string) => `\u001B[${sequence}`;
/** Terminals that know synchronised output show a frame whole; others ignore it. */
const [frameStart, frameEnd] = [control('?2026h'), control('?2026l')];
const [hideCursor, showCursor] = [control('?25l'), control('?25h')];
const clearLine = control('2K');
const clearBelow = control('0J');

/** Milliseconds between two frames. */
const interval = 80;

/** One line per service, redrawn in place. */
export function liveDisplay({ stream, paint }: Output): ProgressDisplay {
  const model = progressModel();
  const startedAt = performance.now();
  let drawn = 0;

  const draw = (above: readonly string[] = []) => {
    const [columns, rows] = [stream.columns ?? 80, stream.rows ?? 24];
    const now = performance.now();
    const lines = model.services.size + model.images.size + model.common.size === 0 ? [] : progressFrame(model, { columns, rows: Math.max(3, rows - 1), paint, now, startedAt });
    const up = drawn > 0 ? control(`${drawn}A`) : '';
    drawn = lines.length;
    stream.write(`${frameStart}${up}\r${[...above, ...lines].map((line) => `${clearLine}${line}\n`).join('')}${clearBelow}${frameEnd}`);
  };

  // A crash of this process must not leave the terminal without its cursor.
  const restore = () => void stream.write(showCursor);
  process.once('exit', restore);
  stream.write(hideCursor);
  const timer = setInterval(draw, interval);
  timer.unref();

  return {
    show(item) {
      model.apply(item, performance.now());
      if (item.type === 'note') draw(displayLines(item.message));
      return Promise.resolve();
    },
    [Symbol.asyncDispose]() {
      clearInterval(timer);
      model.finish();
      draw();
      process.off('exit', restore);
      restore();
      return Promise.resolve();
    },
  };
}
