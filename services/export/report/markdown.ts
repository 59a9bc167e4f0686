import type { ReportEntry } from '../types.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const titles = { refused: 'Cannot be expressed', dropped: 'Dropped', approximated: 'Approximated', carried: 'Carried' } as const;

/** The translation report for people: what needs their attention first. Ends with a newline. */
export function translationMarkdown(stack: string, report: readonly ReportEntry[], by = 'Written by `stackyard export`, anew each time.'): string {
  const sections = (Object.keys(titles) as (keyof typeof titles)[]).flatMap((outcome) => {
    const entries = report.filter((entry) => entry.outcome === outcome);
    if (entries.length === 0) return [];
    const rows = entries.map(({ service, fact, how, why }) => `| ${cell(service ?? '(stack)')} | ${cell(fact)} | ${cell(how)} | ${cell(why ?? '')} |`);
    return [`## ${titles[outcome]}: ${entries.length}`, '', '| Service | Fact | How | Why |', '|---|---|---|---|', ...rows, ''];
  });
  return [`# How ${stack} was translated`, '', by, '', ...sections].join('\n').replace(/\n*$/, '\n');
}
