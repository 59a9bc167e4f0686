import type { ContainerService } from '../topology/types.ts';
import { each, refused, when, type Fact } from './kubernetes/report/facts.ts';
import { holdsPlainSecret, holdsSecretArgument } from '../topology/secret-judge.ts';

/** Secrets in places that cannot be left out without running something else. The text itself is never named. */
export function secretFacts({ entrypoint = [], command = [], ready, labels }: ContainerService): readonly Fact[] {
  const isAsked = (ready.by === 'exec' && holdsSecretArgument(ready.command)) || (ready.by === 'http' && holdsSecretArgument([ready.path]));
  return [
    ...when(holdsSecretArgument([...entrypoint, ...command]), () => refused('secret in the command', 'not exported', 'Its words look like they hold a password or token. Put it into a variable or a secret, and let the service read that.')),
    ...when(isAsked, () => refused('secret in the health check', 'not exported', 'Its words look like they hold a password or token. Put it into a variable of the service, and ask with "$NAME" in a shell.')),
    ...each(Object.entries(labels).filter(([name, text]) => holdsPlainSecret(name, text)), ([name]) => refused(`secret in the label ${name}`, 'not exported', 'Everybody who may list containers reads labels. Put it into a variable or a secret, and leave the label out.')),
  ];
}
