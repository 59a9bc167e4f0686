import { listAt, shown, textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const claimAccessMode: Rule = kindRule({
  id: 'claim-access-mode',
  title: 'Volumes of StatefulSets belong to one node at a time',
  fix: 'Set accessModes: [ReadWriteOnce] on the claim.',
  tools: ['kubesec/VolumeClaimAccessModeReadWriteOnce'],
  kinds: ['StatefulSet'],
  check: (object) => listAt(object, 'spec.volumeClaimTemplates').filter((claim) => !listAt(claim, 'spec.accessModes').some((mode) => ['ReadWriteOnce', 'ReadWriteOncePod'].includes(shown(mode)))).map((claim) => `The claim "${textAt(claim, 'metadata.name') ?? ''}" is not ReadWriteOnce`),
});
