import type { LintReport, LintRuleReport } from '../../../services/contract/lint.ts';

export const ruleOutcomes = ['found', 'waived', 'passed', 'absent', 'off'] as const satisfies readonly LintRuleReport['outcome'][];

/** What was found first, then what is meant, then what holds. */
export const rulesOf = ({ rules }: LintReport): readonly LintRuleReport[] => rules.toSorted((left, right) => ruleOutcomes.indexOf(left.outcome) - ruleOutcomes.indexOf(right.outcome));

const toolOf = (rule: string): string => rule.split('/')[0] ?? rule;
export const toolsOf = ({ rules }: LintReport): readonly string[] => [...new Set(rules.flatMap(({ tools }) => tools.map(toolOf)))].toSorted();

export interface RuleFilter {
  readonly outcome?: string | undefined;
  readonly tool?: string | undefined;
  readonly text?: string | undefined;
}

/** The text may be of the rule, of a tool's rule, or of an object and what is said of it. */
export function matchesRule({ id, title, tools, outcome: is, findings, waived, reason = '' }: LintRuleReport, { outcome, tool, text = '' }: RuleFilter): boolean {
  const words = [id, title, ...tools, reason, ...[...findings, ...waived].flatMap(({ object, message }) => [object, message])].join(' ').toLowerCase();
  return (outcome === undefined || is === outcome) && (tool === undefined || tools.some((each) => toolOf(each) === tool)) && words.includes(text.toLowerCase());
}

/** What became of a rule, as a number: of findings, else of what is waived. */
export const countOf = ({ findings, waived }: LintRuleReport): number => findings.length + waived.length;
