import { listAt, textAt, valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const secretInVariable: Rule = containerRule({
  id: 'secret-in-variable',
  title: 'Secrets are files, not variables that every child process and crash report sees',
  fix: 'Mount the Secret as files where the program reads one.',
  tools: ['kubesec/SecretsAsEnvironmentVariables', 'kube-linter/read-secret-from-env-var'],
  check: ({ spec }) => [
    ...listAt(spec, 'env').filter((each) => valueAt(each, 'valueFrom.secretKeyRef') !== undefined).map((each) => `reads ${textAt(each, 'name') ?? ''} of the Secret "${textAt(each, 'valueFrom.secretKeyRef.name') ?? ''}" as a variable`),
    ...listAt(spec, 'envFrom').filter((each) => valueAt(each, 'secretRef') !== undefined).map((each) => `reads the Secret "${textAt(each, 'secretRef.name') ?? ''}" as variables`),
  ],
});
