import { isZero } from '../../quantity.ts';
import { listAt, textAt, valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const claimSize: Rule = kindRule({
  id: 'claim-size',
  title: 'Volumes of StatefulSets have a size',
  fix: 'Set resources.requests.storage on the claim.',
  tools: ['kubesec/VolumeClaimRequestsStorage'],
  kinds: ['StatefulSet'],
  check: (object) => listAt(object, 'spec.volumeClaimTemplates').filter((claim) => isZero(valueAt(claim, 'spec.resources.requests.storage'))).map((claim) => `The claim "${textAt(claim, 'metadata.name') ?? ''}" requests no storage`),
});
