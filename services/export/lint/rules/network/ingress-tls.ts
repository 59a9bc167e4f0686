import { listAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const ingressTls: Rule = kindRule({
  id: 'ingress-tls',
  title: 'Ingresses are encrypted',
  fix: 'Add spec.tls.',
  tools: ['polaris/tlsSettingsMissing'],
  kinds: ['Ingress'],
  check: (object) => listAt(object, 'spec.tls').length === 0 && 'It has no tls',
});
