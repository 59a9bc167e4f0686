import { listAt, valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { selectorMatches } from '../../selector.ts';

export const policyPeers: Rule = kindRule({
  id: 'policy-peers',
  title: 'Policies allow peers that are there',
  fix: 'Correct the podSelector of the peer.',
  tools: ['kube-linter/dangling-networkpolicypeer-podselector'],
  kinds: ['NetworkPolicy'],
  check: (object, all) => {
    const peers = [...listAt(object, 'spec.ingress').flatMap((rule) => listAt(rule, 'from')), ...listAt(object, 'spec.egress').flatMap((rule) => listAt(rule, 'to'))];
    // Pods of other namespaces may be in manifests that are not here.
    const ours = peers.filter((peer) => valueAt(peer, 'podSelector') !== undefined && valueAt(peer, 'namespaceSelector') === undefined);
    return ours.filter((peer) => !all.podsBeside(object).some(({ labels }) => selectorMatches(valueAt(peer, 'podSelector'), labels))).map((peer) => `No pod has the labels of the peer ${JSON.stringify(valueAt(peer, 'podSelector'))}`);
  },
});
