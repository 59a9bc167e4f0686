import { listAt, textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const dnsOptions: Rule = podRule({
  id: 'dns-options',
  title: 'Names are looked up without detours',
  fix: 'Set dnsConfig.options to ndots: "2".',
  tools: ['kube-linter/dnsconfig-options'],
  off: 'fewer detours break names that are written short',
  check: ({ spec }) => !listAt(spec, 'dnsConfig.options').some((each) => textAt(each, 'name') === 'ndots' && textAt(each, 'value') === '2') && 'The pod tries every search domain first',
});
