import { numberAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const cronJobDeadline: Rule = kindRule({
  id: 'cron-job-deadline',
  title: 'CronJobs that could not start in time are left out',
  fix: 'Set spec.startingDeadlineSeconds.',
  tools: ['kube-score/cronjob-has-deadline'],
  kinds: ['CronJob'],
  check: (object) => numberAt(object, 'spec.startingDeadlineSeconds') === undefined && 'It has no startingDeadlineSeconds',
});
