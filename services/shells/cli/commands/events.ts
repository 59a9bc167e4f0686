import type { InfrastructureEvent } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { printItem } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { type Colour, colourOf } from '../terminal/style.ts';
import { padEnd } from '../terminal/width.ts';

export interface EventsOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly type?: string;
  readonly service?: readonly string[];
  readonly limit?: number;
}

const statusColours: Readonly<Record<string, Colour>> = { ok: 'green', failed: 'red', warning: 'yellow', started: 'blue', info: 'gray' };

function detailText(details: InfrastructureEvent['details']): string {
  return Object.entries(details)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

function eventLine({ paint }: CommandContext['stdout'], event: InfrastructureEvent): string {
  const service = displayText(event.service_name ?? '-');
  return [
    paint('dim', displayText(event.timestamp)),
    paint(statusColours[event.status] ?? 'gray', padEnd(displayText(event.status), 7)),
    padEnd(displayText(event.event_type), 20),
    paint(event.service_name === null ? 'dim' : colourOf(event.service_name), padEnd(service, 16)),
    displayText(detailText(event.details)),
  ]
    .join(' ')
    .trimEnd();
}

export async function events(context: CommandContext, { service, ...options }: EventsOptions): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  for await (const event of core.events({ file, signal: context.signal, ...options, ...(service === undefined ? {} : { services: service }) })) {
    await (context.json ? printItem(context, event) : context.stdout.line(eventLine(context.stdout, event)));
  }
}
