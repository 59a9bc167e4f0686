import type { ServiceStatus } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { stateColours } from '../progress/words.ts';
import { displayText } from '../terminal/display-text.ts';
import { renderTable } from '../terminal/table.ts';

function addresses({ ports }: ServiceStatus): string {
  return ports
    .filter(({ hostPort }) => hostPort !== undefined)
    .map(({ name, host = '127.0.0.1', hostPort }) => `${name} ${host.includes(':') ? `[${host}]` : host}:${hostPort}`)
    .join(', ');
}

export async function status(context: CommandContext): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const result = await core.status({ file, signal: context.signal });
  if (context.json) return printDocument(context, result);
  const rows = result.services.map((service) => [
    service.name,
    { text: service.state, colour: stateColours[service.state] },
    `${service.replicas.ready}/${service.replicas.wanted}`,
    service.restarts === 0 ? '' : String(service.restarts),
    addresses(service),
    service.cause ?? '',
  ]);
  const { paint, stream, isTerminal } = context.stdout;
  for (const told of [result.elsewhere, result.earlier]) {
    if (told === undefined) continue;
    await context.stderr.line(`warning: ${displayText(told.message)}`);
    await context.stderr.line(`  ${displayText(told.hint)}`);
  }
  const lines = renderTable({ head: ['SERVICE', 'STATE', 'READY', 'RESTARTS', 'ADDRESSES', 'CAUSE'], rows, paint, columns: isTerminal ? stream.columns : undefined });
  for (const line of lines) await context.stdout.line(line);
}
