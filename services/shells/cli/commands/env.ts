import type { CommandContext } from '../context.ts';
import { envDocument } from '../environment/document.ts';
import { printDocument } from '../print-json.ts';
import { displayLines } from '../terminal/display-text.ts';
import { typescriptModule } from '../environment/typescript.ts';
import type { envContexts, envFormats } from './env-choices.ts';

export interface EnvOptions {
  readonly for: (typeof envContexts)[number];
  readonly format: (typeof envFormats)[number];
}

export async function env(context: CommandContext, services: readonly string[], options: EnvOptions): Promise<void> {
  const file = context.stackFile();
  const core = await context.core();
  const contract = await core.env({ file, context: options.for, services });
  if (context.json || options.format === 'json') return printDocument(context, contract);
  const { lines, conflicts } = options.format === 'typescript' ? { lines: typescriptModule(contract), conflicts: [] } : envDocument(contract, options.format);
  for (const { variable, services } of conflicts) await context.stderr.line(`warning: ${variable} differs between ${services.join(' and ')}; name the service that you want.`);
  // A pipe gets the exact bytes; a terminal must not act on them.
  for (const line of lines) await context.stdout.line(context.stdout.isTerminal ? displayLines(line).join('\n') : line);
}
