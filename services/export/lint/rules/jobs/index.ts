import type { Rule } from '../../rule.ts';
import { cronJobDeadline } from './cron-job-deadline.ts';
import { cronJobRestartPolicy } from './cron-job-restart-policy.ts';
import { jobIsCleanedUp } from './job-is-cleaned-up.ts';

export const jobsRules: readonly Rule[] = [cronJobDeadline, cronJobRestartPolicy, jobIsCleanedUp];
