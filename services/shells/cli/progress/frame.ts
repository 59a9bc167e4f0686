import { displayText } from '../terminal/display-text.ts';
import { formatBar, formatBytes, formatSeconds } from '../terminal/quantities.ts';
import type { Paint } from '../terminal/style.ts';
import { displayWidth, padEnd, truncate } from '../terminal/width.ts';
import type { ImageProgress, ProgressModel, ServiceProgress } from './model.ts';
import { stateColours, stepWords } from './words.ts';

interface FrameOptions {
  readonly columns: number;
  /** Lines that fit; what is under way is kept, what is settled is left out first. */
  readonly rows: number;
  readonly paint: Paint;
  readonly now: number;
  readonly startedAt: number;
}

const barWidth = 20;
const layersShown = 4;
/** Columns of an image's name and phase; on narrower terminals the bar gives way. */
const nameAtLeast = 30;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

function serviceLine(service: ServiceProgress, { columns, paint, now }: FrameOptions, nameWidth: number): string {
  const step = service.running.values().next().value;
  const failed = service.state === 'failed' || service.state === 'crash-looping';
  const symbol = failed ? '✖' : service.endedAt === undefined ? (spinner[Math.floor(now / 80) % spinner.length] ?? '·') : service.state === 'unready' ? '!' : service.state === 'stopped' ? '■' : '✔';
  const doing = step === undefined ? (service.state ?? (service.endedAt === undefined ? 'waiting' : 'done')) : stepWords[step.kind].doing;
  const colour = service.state === undefined ? 'yellow' : stateColours[service.state];
  const seconds = formatSeconds(((service.endedAt ?? now) - service.startedAt) / 1000);
  const detail = displayText(service.cause === undefined || (step !== undefined && !failed) ? doing : `${service.state ?? doing}: ${service.cause}`);
  const room = columns - nameWidth - 5 - seconds.length - 1;
  return `${paint(colour, symbol)} ${padEnd(truncate(displayText(service.name), nameWidth), nameWidth)}  ${paint(failed ? 'red' : 'dim', padEnd(truncate(detail, room), Math.min(room, 44)))} ${paint('dim', seconds)}`;
}

function imageLines(image: ImageProgress, { columns, paint }: FrameOptions): string[] {
  const layers = [...image.layers.entries()].map(([id, layer]) => ({ id, ...layer }));
  const total = layers.reduce((sum, layer) => sum + layer.total, 0);
  const current = layers.reduce((sum, layer) => sum + Math.min(layer.current, layer.total), 0);
  const bar = total > 0 ? `${formatBar(current / total, barWidth)} ${formatBytes(current)} of ${formatBytes(total)}` : '';
  const amount = columns - displayWidth(bar) < nameAtLeast && total > 0 ? `${Math.floor((current / total) * 100)} %` : bar;
  const name = truncate(displayText(`${image.name} ${image.phase}`), columns - displayWidth(amount) - 4);
  const active = layers.filter((layer) => layer.total > 0 && layer.current < layer.total).slice(0, layersShown);
  return [
    `  ${name} ${paint('cyan', amount)}`,
    ...active.map((layer) => truncate(`    ${displayText(layer.id).slice(0, 12)} ${formatBar(layer.current / layer.total, barWidth)} ${formatBytes(layer.total)} ${displayText(layer.phase)}`, columns - 1)).map((line) => paint('dim', line)),
  ];
}

/** The lines of the live display; none is wider than the terminal. */
export function progressFrame(model: ProgressModel, options: FrameOptions): string[] {
  const services = [...model.services.values()];
  const nameWidth = Math.min(24, Math.floor(options.columns / 3), Math.max(4, ...services.map(({ name }) => displayWidth(displayText(name)))));
  const images = [...model.images.values()].flatMap((image) => imageLines(image, options));
  const common = [...model.common.values()].map((step) => truncate(`  ${stepWords[step.kind].doing} ${displayText(step.target)}`, options.columns - 1));
  const shown = options.rows - 1 - images.length - common.length;
  const active = services.filter(({ endedAt, state }) => endedAt === undefined || state === 'failed');
  const kept = new Set(services.length <= shown ? services : [...active, ...services.filter((service) => !active.includes(service))].slice(0, Math.max(1, shown)));
  const lines = services.filter((service) => kept.has(service)).map((service) => serviceLine(service, options, nameWidth));
  const hidden = services.length - kept.size;
  const elapsed = formatSeconds((options.now - options.startedAt) / 1000);
  const foot = [model.steps.total > 0 ? `${model.steps.done} of ${model.steps.total} steps` : '', elapsed, hidden > 0 ? `${hidden} more services` : ''].filter((part) => part !== '').join(' · ');
  return [...lines, ...common, ...images].slice(0, Math.max(1, options.rows - 1)).concat(options.paint('dim', truncate(foot, options.columns - 1)));
}
