import type { LintReport, LintRuleReport } from './lint.ts';

const words: Readonly<Record<LintRuleReport['outcome'], string>> = { found: 'found', waived: 'waived', passed: 'passed', absent: 'nothing to judge', off: 'off' };

/** The report as a Markdown document: findings first, then what is waived with its reasons, then a table of every rule. The same report gives the same bytes. */
export function lintMarkdown(report: LintReport): string {
  const found = report.rules.filter(({ findings }) => findings.length > 0);
  const waived = report.rules.filter((rule) => rule.waived.length > 0);
  return [
    '# Lint report\n',
    `${report.objects} objects, ${report.rules.length} rules: ${report.found} findings, ${report.waived} waived.\n`,
    ...(found.length === 0 ? [] : ['## Findings\n', ...found.map((rule) => `### ${rule.id}\n\n${escaped(rule.title)}. ${escaped(rule.fix)}\n\n${rule.findings.map(({ object, message, at }) => `- \`${object}\`: ${escaped(message)}${at === undefined ? '' : ` (${at.file}:${at.line})`}\n`).join('')}`)]),
    ...(waived.length === 0 ? [] : ['## Waived\n', ...waived.map((rule) => `### ${rule.id}\n\n${escaped(rule.title)}.\n\n${rule.waived.map(({ object, message, reason }) => `- \`${object}\`: ${escaped(message)}; ${escaped(reason)}\n`).join('')}`)]),
    ...(report.leftOut.length === 0 ? [] : ['## Not judged\n', report.leftOut.map(({ file, line, reason }) => `- ${file}${line === undefined ? '' : `:${line}`}: ${escaped(reason)}\n`).join('')]),
    '## Rules\n',
    `| rule | outcome | objects | what holds | the same rule of |\n|---|---|---|---|---|\n${report.rules.map(rowOf).join('')}`,
  ].join('\n');
}

function rowOf({ id, outcome, objects, title, tools, reason }: LintRuleReport): string {
  return `| ${id} | ${words[outcome]}${reason === undefined ? '' : `: ${cell(reason)}`} | ${objects} | ${cell(title)} | ${tools.join(', ')} |\n`;
}

const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]]/g, String.raw`\$&`).replaceAll('\n', ' ');
const cell = (text: string): string => escaped(text).replaceAll('|', String.raw`\|`);
