import { createInterface } from 'node:readline/promises';
import { StackyardError } from '../../../contract/errors.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { formatBytes } from '../terminal/quantities.ts';
import { renderTable } from '../terminal/table.ts';

export async function listVolumes(context: CommandContext): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const volumes = await core.volumes({ file, signal: context.signal });
  if (context.json) return printDocument(context, { volumes });
  const rows = volumes.map(({ name, service, sizeBytes, inUse, createdAt }) => [name, service ?? '', sizeBytes === undefined ? '' : formatBytes(sizeBytes), inUse ? 'in use' : '', createdAt ?? '']);
  for (const line of renderTable({ head: ['VOLUME', 'SERVICE', 'SIZE', 'USE', 'CREATED'], rows, paint: context.stdout.paint })) await context.stdout.line(line);
}

async function typedConfirmation({ stdin, stderr, json, signal }: CommandContext, name: string): Promise<string> {
  if (json || !stderr.isTerminal || !stdin.isTTY) {
    throw new StackyardError('REFUSED_FOR_SAFETY', `Removing the volume ${name} deletes its data for ever and was not confirmed.`, { hint: `Repeat the name: stackyard volumes remove ${name} --confirm ${name}` });
  }
  const questions = createInterface({ input: stdin, output: stderr.stream });
  try {
    return await questions.question(`This deletes the data of ${displayText(name)} for ever. Type its name to go on: `, { signal });
  } finally {
    questions.close();
  }
}

export async function removeVolume(context: CommandContext, name: string, options: { readonly confirm?: string }): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  // Nobody is asked to confirm what is not there.
  if (options.confirm === undefined && !(await core.volumes({ file, signal: context.signal })).some((each) => each.name === name)) throw new StackyardError('NOT_FOUND', `This stack has no volume "${name}".`, { hint: 'See stackyard volumes.' });
  const confirm = options.confirm ?? (await typedConfirmation(context, name));
  if (confirm !== name) {
    throw new StackyardError('REFUSED_FOR_SAFETY', `The volume ${name} was not removed: the confirmation says ${confirm === '' ? 'nothing' : confirm}.`, { hint: `Repeat the name: stackyard volumes remove ${name} --confirm ${name}` });
  }
  const removed = await core.removeVolume({ file, name, confirm });
  await (context.json ? printDocument(context, removed) : context.stdout.line(`Removed the volume ${displayText(removed.name)}.`));
}
