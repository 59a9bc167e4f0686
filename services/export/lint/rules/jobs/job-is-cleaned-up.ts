import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const jobIsCleanedUp: Rule = kindRule({
  id: 'job-is-cleaned-up',
  title: 'Jobs that are done go away',
  fix: 'Set ttlSecondsAfterFinished.',
  tools: ['kube-linter/job-ttl-seconds-after-finished'],
  kinds: ['Job', 'CronJob'],
  check: (object) => valueAt(object, object.kind === 'Job' ? 'spec.ttlSecondsAfterFinished' : 'spec.jobTemplate.spec.ttlSecondsAfterFinished') === undefined && object.metadata.annotations?.['helm.sh/hook-delete-policy'] === undefined && 'It stays for ever',
});
