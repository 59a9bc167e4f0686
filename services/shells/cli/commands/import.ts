import type { ImportView } from '../../../contract/views/import-view.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayLines, displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';

export interface ImportCommandOptions {
  readonly out?: string;
  readonly name?: string;
  readonly profile?: readonly string[];
  readonly report?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** What was understood; with `--dry-run` the file on stdout, and the rest on stderr. */
export async function importStack(context: CommandContext, files: readonly string[], { out, name, profile, report, dryRun = false, force = false }: ImportCommandOptions): Promise<void> {
  const core = await context.core();
  const view = await core.import({
    folder: '.',
    preview: dryRun,
    force,
    ...(files.length === 0 ? {} : { files }),
    ...(name === undefined ? {} : { name }),
    ...(profile === undefined ? {} : { profiles: profile }),
    ...(out === undefined ? {} : { out }),
    ...(report === undefined ? {} : { report }),
  });
  if (context.json) return printDocument(context, view);
  // A pipe gets the exact bytes; a terminal must not act on them.
  if (dryRun) for (const line of view.text.trimEnd().split('\n')) await context.stdout.line(context.stdout.isTerminal ? displayLines(line).join('\n') : line);
  const output = dryRun ? context.stderr : context.stdout;
  for (const line of summary(view, { dryRun, report }, output.paint)) await output.line(line);
}

type Paint = CommandContext['stdout']['paint'];

function summary({ stack, file, written, report, sources }: ImportView, options: { readonly dryRun: boolean; readonly report: string | undefined }, paint: Paint): readonly string[] {
  const entries = (outcome: ImportView['report'][number]['outcome']): ImportView['report'] => report.filter((entry) => entry.outcome === outcome);
  const told = [...entries('dropped'), ...entries('approximated')];
  return [
    ...told.flatMap(({ service, fact, outcome, how, why }) => [`${paint(outcome === 'dropped' ? 'red' : 'yellow', outcome)}  ${displayText(service ?? stack)}: ${displayText(fact)} → ${displayText(how)}`, ...(why === null ? [] : [paint('dim', `  ${displayText(why)}`)])]),
    `${count(report.length, 'fact')} of ${count(sources.length, 'file')}: ${entries('carried').length} carried, ${entries('approximated').length} approximated, ${entries('dropped').length} dropped.${options.report === undefined ? '' : ` All of them: ${displayText(options.report)}.`}`,
    ...(options.dryRun ? [] : [written ? `${displayText(stack)}: written to ${displayText(file)}. Then: stackyard plan` : `${displayText(file)} says this already.`]),
  ];
}
