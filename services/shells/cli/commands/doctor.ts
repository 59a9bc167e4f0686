import type { DoctorCheck } from '../../../contract/results.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { count } from '../terminal/quantities.ts';
import type { Colour } from '../terminal/style.ts';

const looks: Readonly<Record<DoctorCheck['outcome'], { readonly symbol: string; readonly colour: Colour }>> = {
  ok: { symbol: 'ok     ', colour: 'green' },
  warning: { symbol: 'warning', colour: 'yellow' },
  failed: { symbol: 'failed ', colour: 'red' },
};

function checkLines({ paint }: CommandContext['stdout'], { outcome, title, found, fix, fixable, fixed }: DoctorCheck): string[] {
  const { symbol, colour } = looks[outcome];
  const lines = [`${paint(colour, symbol)}  ${displayText(title)}: ${displayText(found)}${fixed === true ? ' (fixed)' : ''}`];
  if (fix !== undefined && fixed !== true) lines.push(paint('dim', `         ${displayText(fix)}${fixable ? ' — `stackyard doctor --fix` does it' : ''}`));
  return lines;
}

/** Exit code 1 while a check fails that was not fixed. */
export async function doctor(context: CommandContext, options: { readonly fix?: boolean }): Promise<number> {
  // The machine can be checked from anywhere; ports and images of a stack only where one is found.
  const file = context.optionalStackFile();
  const core = await context.core();
  const checks: DoctorCheck[] = [];
  for await (const check of core.doctor({ signal: context.signal, fix: options.fix ?? false, ...(file === undefined ? {} : { file }) })) {
    checks.push(check);
    if (!context.json) for (const line of checkLines(context.stdout, check)) await context.stdout.line(line);
  }
  const failed = checks.filter(({ outcome, fixed }) => outcome === 'failed' && fixed !== true).length;
  const warnings = checks.filter(({ outcome, fixed }) => outcome === 'warning' && fixed !== true).length;
  if (context.json) await printDocument(context, { checks });
  else await context.stdout.line(`${count(checks.length, 'check')}: ${failed} failed, ${count(warnings, 'warning')}.`);
  return failed === 0 ? 0 : 1;
}
