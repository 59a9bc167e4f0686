import { listAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const dnsOptions: Rule = podRule({
  id: 'dns-options',
  title: 'Names are looked up without detours',
  fix: 'Set dnsConfig.options, for example ndots: "2".',
  tools: ['kube-linter/dnsconfig-options'],
  off: 'fewer detours break names that are written short',
  check: ({ spec }) => listAt(spec, 'dnsConfig.options').length === 0 && 'The pod has no dnsConfig options',
});
