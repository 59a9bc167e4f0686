import { textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const cronJobRestartPolicy: Rule = podRule({
  id: 'cron-job-restart-policy',
  title: 'CronJobs say what happens after a failure',
  fix: 'Set restartPolicy: OnFailure or Never.',
  tools: ['kube-score/cronjob-restartpolicy'],
  kinds: ['CronJob'],
  check: ({ spec }) => !['OnFailure', 'Never'].includes(textAt(spec, 'restartPolicy') ?? '') && 'It has no restartPolicy',
});
