import type { LogLine } from '../../../contract/results.ts';
import { displayText } from '../terminal/display-text.ts';
import { type Colour, colourOf, type Paint } from '../terminal/style.ts';
import { padEnd } from '../terminal/width.ts';
import { structuredLine } from './json-line.ts';

function levelColour(level: string): Colour {
  if (/^(err|fatal|crit|alert|emerg|panic)/.test(level)) return 'red';
  if (level.startsWith('warn')) return 'yellow';
  return /^(debug|trace|verbose|silly)/.test(level) ? 'gray' : 'green';
}

/** `09:41:07.250` in the time zone of the reader. */
function clock(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '--:--:--.---';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function body(line: LogLine, paint: Paint): string {
  if (line.json === undefined) return displayText(line.text);
  const { level, message, fields } = structuredLine(line.json);
  const label = level === undefined ? '' : paint(levelColour(level), padEnd(displayText(level).toUpperCase(), 5));
  return [label, displayText(message), paint('dim', displayText(fields.join(' ')))].filter((part) => part !== '').join(' ');
}

/** A formatter that remembers how wide names are, and which services have more than one replica. */
export function logFormatter(paint: Paint): (line: LogLine) => string {
  const scaled = new Set<string>();
  let width = 0;
  return (line) => {
    if (line.replica > 1) scaled.add(line.service);
    const name = displayText(scaled.has(line.service) ? `${line.service}-${line.replica}` : line.service);
    width = Math.max(width, name.length);
    return `${paint(colourOf(line.service), `${padEnd(name, width)} |`)} ${paint('dim', clock(line.time))} ${body(line, paint)}`;
  };
}
