import type { Problems } from '../../topology/problems.ts';
import type { Fit } from '../templates/fit.ts';
import type { ComposeService } from '../types.ts';
import { commandWords } from './command.ts';
import type { StackContext } from './context.ts';
import { copiedWords, deployWords } from './copied.ts';
import { environmentWords } from './environment.ts';
import { portWords } from './ports.ts';
import { restartWords } from './restart.ts';
import { sourceWords } from './source.ts';
import { templateWords } from './template.ts';
import { usesWords } from './uses-words.ts';
import { volumeWords } from './volumes.ts';
import type { Target } from './wiring.ts';

/** The keys of one service in stackyard.yaml, in the order in which they are written. */
export async function serviceWords(service: ComposeService, context: StackContext, problems: Problems): Promise<Readonly<Record<string, unknown>>> {
  const target = context.targets.get(service.name);
  if (target === undefined) return {};
  const words = target.fit === undefined ? await ownWords(service, context, problems) : fitWords(service, target.fit, context);
  const ready = 'ready' in words ? { ready: words['ready'] } : {};
  return { ...words, ...scaleWords(service, target, context), ...ready };
}

async function ownWords(service: ComposeService, context: StackContext, problems: Problems): Promise<Readonly<Record<string, unknown>>> {
  const run = commandWords(service, context);
  return {
    ...(await sourceWords(service, context, problems)),
    ...('entrypoint' in run ? { entrypoint: run['entrypoint'] } : {}),
    ...('command' in run ? { command: run['command'] } : {}),
    ...usesWords(service, context),
    ...portWords(service, context),
    ...environmentWords(service, context),
    ...(await volumeWords(service, context)),
    ...copiedWords(service, context),
    ...deployWords(service, context),
    ...restartWords(service, context),
    ...run,
  };
}

function fitWords(service: ComposeService, fit: Fit, context: StackContext): Readonly<Record<string, unknown>> {
  return { ...templateWords(service, fit, context), ...usesWords(service, context), ...portWords(service, context), ...copiedWords(service, context), ...deployWords(service, context), ...restartWords(service, context) };
}

function scaleWords({ replicas, profiles }: ComposeService, { name }: Target, context: StackContext): Readonly<Record<string, unknown>> {
  const isOff = profiles.length > 0 && !profiles.some((profile) => context.profiles.has(profile));
  if (isOff) context.report({ service: name, fact: `profile ${profiles.join(', ')}`, outcome: 'approximated', how: 'scale: 0', why: `it starts by its profile only; write scale: 1 to start it, or import with --profile ${profiles[0] ?? ''}` });
  else if (profiles.length > 0) context.report({ service: name, fact: `profile ${profiles.join(', ')}`, outcome: 'approximated', how: 'it always starts', why: 'the profile was on when it was imported' });
  if (replicas !== 1) context.report({ service: name, fact: `${replicas} replicas`, outcome: 'carried', how: `scale: ${replicas}` });
  return isOff ? { scale: 0 } : replicas === 1 ? {} : { scale: replicas };
}
