import { listAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const serviceExternalIp: Rule = kindRule({
  id: 'service-external-ip',
  title: 'No Service takes an address of its own choice',
  fix: 'Remove spec.externalIPs: whoever sets them can take over traffic of others.',
  tools: ['trivy/KSV-0108'],
  kinds: ['Service'],
  check: (object) => listAt(object, 'spec.externalIPs').length > 0 && 'It has externalIPs',
});
