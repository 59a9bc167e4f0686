import type { DeployItem, DeploySummary, ObjectChange, WorkloadView } from '../../../contract/deploy.ts';
import type { ExportEnvironment } from '../../../contract/export.ts';
import type { CommandContext } from '../context.ts';
import { printItem } from '../print-json.ts';
import { displayText } from '../terminal/display-text.ts';
import { count, formatSeconds } from '../terminal/quantities.ts';

export interface DeployCommandOptions {
  readonly context: string;
  readonly kubeconfig?: string;
  readonly env: ExportEnvironment;
  readonly folder?: string;
  readonly image?: readonly (readonly [service: string, reference: string])[];
  readonly dryRun?: boolean;
  readonly forceConflicts?: boolean;
  readonly timeout: number;
}

const words: Readonly<Record<Exclude<ObjectChange, 'unchanged'>, string>> = {
  created: 'new',
  changed: 'changed',
  recreated: 'made anew, since it cannot be changed in place',
  pruned: 'removed: the stack does not have it any more',
  kept: 'kept with its data, though nothing asks for it any more; kubectl delete pvc takes it away for ever',
};
const fieldsShown = 4;

export async function deploy(context: CommandContext, { context: cluster, kubeconfig, env, folder, image = [], dryRun = false, forceConflicts = false, timeout }: DeployCommandOptions): Promise<void> {
  const core = await context.core();
  const items = core.deploy({
    file: context.stackFile(),
    context: cluster,
    environment: env,
    images: Object.fromEntries(image),
    dryRun,
    force: forceConflicts,
    timeoutSeconds: timeout,
    signal: context.signal,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(folder === undefined ? {} : { folder }),
  });
  for await (const item of items) {
    if (context.json) await printItem(context, item);
    else if (item.type === 'done') for (const line of summary(item)) await context.stdout.line(line);
    else for (const line of linesOf(item)) await context.stderr.line(line);
  }
}

function linesOf(item: Exclude<DeployItem, { readonly type: 'done' }>): readonly string[] {
  switch (item.type) {
    case 'note':
      return [displayText(item.message)];
    case 'object': {
      if (item.change === 'unchanged') return [];
      const more = item.fields.length - fieldsShown;
      const fields = item.fields.length === 0 ? '' : ` (${item.fields.slice(0, fieldsShown).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
      return [displayText(`${item.object}: ${words[item.change]}${fields}`)];
    }
    case 'workload':
      return workloadLines(item);
  }
}

function workloadLines({ object, state, ready, wanted, reasons }: WorkloadView): readonly string[] {
  return [displayText(`${object}: ${state === 'ready' ? 'ready' : state}, ${ready} of ${wanted}`), ...reasons.map((reason) => `  ${displayText(reason)}`)];
}

function summary({ context, namespace, dryRun, changes, duration }: DeploySummary): readonly string[] {
  const { unchanged, ...others } = changes;
  const told = Object.entries(others).filter(([, amount]) => amount > 0).map(([change, amount]) => `${amount} ${change}`);
  const where = displayText(`${namespace} of ${context}`);
  if (told.length === 0) return [`Nothing to do: ${where} has all ${count(unchanged, 'object')} as they are meant (${formatSeconds(duration / 1_000)}).`];
  return [`${where}: ${told.join(', ')}, ${unchanged} unchanged${dryRun ? '; nothing was changed' : ', everything ready'} (${formatSeconds(duration / 1_000)}).`];
}
