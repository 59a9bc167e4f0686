import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';
import { renderTable } from '../terminal/table.ts';

export async function plan(context: CommandContext, services: readonly string[]): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const result = await core.plan({ file, services, signal: context.signal });
  if (context.json) return printDocument(context, result);
  for (const note of result.notes ?? []) await context.stderr.line(`note: ${displayText(note)}`);
  if (result.steps.length === 0) return context.stdout.line('Nothing to do: everything runs as written.');
  const rows = result.steps.map(({ service, kind, target, cause }) => [service ?? '', kind, target, cause]);
  const { paint, stream, isTerminal } = context.stdout;
  for (const line of renderTable({ head: ['SERVICE', 'STEP', 'OBJECT', 'CAUSE'], rows, paint, columns: isTerminal ? stream.columns : undefined })) await context.stdout.line(line);
  await context.stdout.line(`${count(result.steps.length, 'step')}; \`stackyard up\` does them.`);
}
