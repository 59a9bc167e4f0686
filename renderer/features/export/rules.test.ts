import { expect, it } from 'vitest';
import type { LintReport, LintRuleReport } from '../../../services/contract/lint.ts';
import { matchesRule, rulesOf, toolsOf } from './rules.ts';

const rule = (id: string, outcome: LintRuleReport['outcome'], more: Partial<LintRuleReport> = {}): LintRuleReport => ({ id, title: `About ${id}`, fix: 'Mend it', tools: [`kube-score/${id}`], outcome, objects: 1, findings: [], waived: [], ...more });
const report: LintReport = {
  objects: 3,
  found: 1,
  waived: 1,
  rules: [rule('a', 'passed'), rule('b', 'off', { reason: 'a custom of one house' }), rule('c', 'found', { tools: ['polaris/seeC', 'trivy/KSV-0001'], findings: [{ object: 'Deployment/api', message: 'It has none.' }] }), rule('d', 'waived', { waived: [{ object: 'Job/seed', message: 'It is.', reason: 'meant' }] }), rule('e', 'absent')],
  leftOut: [],
  unusedWaivers: [],
};
const kept = (filter: Parameters<typeof matchesRule>[1]): string => rulesOf(report).flatMap((each) => (matchesRule(each, filter) ? [each.id] : [])).join('');

it('has what was found first, and every rule', () => {
  expect(kept({})).toBe('cdaeb');
});

it('is filtered by outcome, by tool, and by words of rules, tools, objects and reasons', () => {
  expect(kept({ outcome: 'passed' })).toBe('a');
  expect(kept({ tool: 'kube-score' })).toBe('daeb');
  expect(kept({ text: 'ksv-0001' })).toBe('c');
  expect(kept({ text: 'deployment/api' })).toBe('c');
  expect(kept({ text: 'one house' })).toBe('b');
  expect(kept({ text: 'about', outcome: 'off', tool: 'trivy' })).toBe('');
});

it('names the tools', () => {
  expect(toolsOf(report)).toEqual(['kube-score', 'polaris', 'trivy']);
});
