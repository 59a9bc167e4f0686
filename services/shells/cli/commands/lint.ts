import { text as readText } from 'node:stream/consumers';
import { StackyardError } from '../../../contract/errors.ts';
import { lintMarkdown } from '../../../contract/lint-markdown.ts';
import type { LintReport, LintRuleReport, LintWaiver } from '../../../contract/lint.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';
import type { lintFormats } from './lint-choices.ts';

export interface LintCommandOptions {
  readonly waive?: readonly LintWaiver[];
  readonly all?: boolean;
  readonly format: (typeof lintFormats)[number];
}

const leftOutAtMost = 10;

/** Exit code 1 when something was found that is not waived. */
export async function lint(context: CommandContext, paths: readonly string[], { waive = [], all = false, format }: LintCommandOptions): Promise<number> {
  const fromInput = paths.includes('-');
  if (fromInput && context.stdin.isTTY) throw new StackyardError('USAGE', '- reads manifests from the standard input, which is a terminal.', { hint: 'Pipe into it: kustomize build DIR | stackyard lint -' });
  const files = paths.filter((path) => path !== '-');
  const core = await context.core();
  const report = await core.lint({
    paths: paths.length === 0 ? ['.'] : files,
    waivers: waive,
    all,
    signal: context.signal,
    ...(fromInput ? { text: await readText(context.stdin) } : {}),
  });
  if (context.json) await printDocument(context, report);
  else if (format === 'markdown') await context.stdout.line(lintMarkdown(report).trimEnd());
  else for (const line of textLines(report, context.stdout)) await context.stdout.line(line);
  for (const { rule, object } of report.unusedWaivers) await context.stderr.line(`warning: nothing was waived by ${rule}${object === undefined ? '' : `@${object}`}.`);
  return report.found === 0 ? 0 : 1;
}

function textLines(report: LintReport, { paint }: CommandContext['stdout']): string[] {
  const found = report.rules.filter(({ findings }) => findings.length > 0);
  const off = report.rules.filter(({ outcome }) => outcome === 'off').length;
  const more = report.leftOut.length - leftOutAtMost;
  return [
    ...found.flatMap((rule) => [`${paint('red', rule.id)}  ${displayText(rule.title)}`, ...findingLines(rule), paint('dim', `  ${displayText(rule.fix)}`), '']),
    ...report.rules.flatMap(({ id, waived }) => waived.map(({ object, message, reason }) => `${paint('yellow', 'waived')}  ${id} ${displayText(object)}: ${displayText(message)} — ${displayText(reason)}`)),
    ...report.leftOut.slice(0, leftOutAtMost).map(({ file, line, reason }) => paint('dim', `not judged: ${displayText(file)}${line === undefined ? '' : `:${line}`}: ${displayText(reason)}`)),
    ...(more > 0 ? [paint('dim', `not judged: ${more} more; --json lists them`)] : []),
    `${count(report.objects, 'object')}, ${count(report.rules.length - off, 'rule')}: ${count(report.found, 'finding')} of ${count(found.length, 'rule')}, ${report.waived} waived. ${off === 0 ? '' : `${count(off, 'rule')} off (--all).`}`.trimEnd(),
  ];
}

function findingLines({ findings }: LintRuleReport): string[] {
  return findings.map(({ object, message, at }) => `  ${displayText(object)}: ${displayText(message)}${at === undefined ? '' : ` (${displayText(at.file)}:${at.line})`}`);
}
