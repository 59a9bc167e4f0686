import { join, resolve } from 'node:path';
import type { DeployOptions, ExportOptions } from '../../contract/core.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { ExportChange, ExportView } from '../../contract/export.ts';
import type { ResourceCalls } from '../../contract/resource-calls.ts';
import { exportCompose } from '../../export/compose/index.ts';
import type { ComposeInput } from '../../export/compose/input.ts';
import { exportHelm } from '../../export/helm/index.ts';
import { choicesOf } from '../../export/kubernetes/choices.ts';
import { exportKubernetes } from '../../export/kubernetes/index.ts';
import type { KubernetesInput } from '../../export/kubernetes/input.ts';
import { builtObjects } from '../../export/kubernetes/kustomize/build.ts';
import { scopeOf } from '../../export/kubernetes/scope.ts';
import { translationMarkdown } from '../../export/report/markdown.ts';
import type { ExportEnvironment, ExportResult } from '../../export/types.ts';
import { planWrite, type FileChange, type Texts } from '../../export/write/plan-write.ts';
import { readLock } from '../../engine/images/index.ts';
import { readOutputFolder, writeOutputFolder } from '../export/output-folder.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';

const targets: Readonly<Record<ExportOptions['target'], (input: ComposeInput & KubernetesInput) => ExportResult>> = { compose: exportCompose, kubernetes: exportKubernetes, helm: exportHelm };

/**
 * The stack as production files, brought together with what stands in the folder already; needs no engine. Throws REFUSED_FOR_SAFETY for what would not run
 * or would be unsafe, and for files of others; CONFLICT where the memory of the export before is damaged. Nothing is written then.
 */
export async function exportStack(session: Session, { file, target, environment = 'production', out, preview, lint: isJudged = true }: ExportOptions): Promise<ExportView> {
  if (target === 'helm' && environment !== 'production') throw new StackyardError('UNSUPPORTED', `The chart is that of production, not of ${environment}.`, { hint: 'Give helm values of your own for it, or export kubernetes, which has an overlay for each environment.' });
  const topology = await session.load(file);
  const folder = out === undefined ? join(topology.directory, 'deploy', folderName(target, environment)) : resolve(out);
  const input = { ...(await kubernetesInputOf(session, topology)), environment, folder };
  const { files, report } = targets[target](input);
  expectExpressible(topology.name, report);
  const wanted: Texts = new Map([...files.map(({ path, text }) => [path, text] as const), ['TRANSLATION.md', translationMarkdown(topology.name, report)]]);
  const { base, disk, blocked, damage } = readOutputFolder(folder, { target, paths: [...wanted.keys()] });
  if (damage !== undefined && preview !== true) throw new StackyardError('CONFLICT', `What the export before wrote to ${folder} is not known: ${damage}.`, { hint: 'Look at --diff, then export to a new folder with --out and bring your edits over; nothing was overwritten.' });
  const plan = planWrite({ wanted, base: damage === undefined ? base : disk, disk });
  const foreign = [...blocked, ...plan.flatMap(({ kind, path }) => (kind === 'foreign' ? [path] : []))];
  if (foreign.length > 0) throw new StackyardError('REFUSED_FOR_SAFETY', `${folder} holds files that no export has written: ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}.`, { hint: 'Move them away, or choose another folder with --out; nothing was overwritten.' });
  if (preview !== true) writeOutputFolder(folder, { target, wanted, changes: plan });
  return { stack: topology.name, target, environment, folder, written: preview !== true, changes: plan.flatMap((change) => viewOf(change, disk)), translation: report, ...(target === 'kubernetes' && isJudged ? { lint: await judge(input) } : {}) };
}

/** A Compose project is of one environment; the other targets hold all of theirs in one folder. */
function folderName(target: ExportOptions['target'], environment: ExportEnvironment): string {
  return target === 'compose' && environment !== 'production' ? `${target}-${environment}` : target;
}

/** What the Kubernetes target needs to know of a stack; `images` come before what the stack file says. */
export async function kubernetesInputOf(session: Session, topology: Topology, { images = {} }: Pick<DeployOptions, 'images'> = {}): Promise<KubernetesInput> {
  const choices = choicesOf(topology);
  const calls: Record<string, ResourceCalls> = {};
  for (const { name, kind, resources } of Object.values(topology.services)) {
    const asked = kind === undefined ? undefined : (await session.kind(kind))?.resourceCalls?.(resources);
    if (asked !== undefined) calls[name] = asked;
  }
  return { topology, digests: await readLock(topology.directory), calls, choices: { ...choices, images: { ...choices.images, ...images } } };
}

/** @throws StackyardError REFUSED_FOR_SAFETY that names every fact that would not run, or not safely. */
export function expectExpressible(stack: string, report: ExportResult['report']): void {
  const refused = report.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return;
  const related = refused.map(({ service, fact, how, why }) => new StackyardError('UNSUPPORTED', `${fact}: ${how}${why === null ? '' : ` (${why})`}`, service === null ? {} : { service }));
  throw new StackyardError('REFUSED_FOR_SAFETY', `${stack} cannot be exported: ${refused.length === 1 ? 'one fact of it' : `${refused.length} facts of it`} would not run, or not safely.`, { related, hint: 'Change these in stackyard.yaml; nothing was written.' });
}

async function judge({ environment, ...input }: ComposeInput & KubernetesInput): Promise<NonNullable<ExportView['lint']>> {
  // Some hundred rules, which not every export asks.
  const { lint } = await import('../../export/lint/index.ts');
  const { found, waived, rules } = lint({ objects: builtObjects(scopeOf(input, environment)).map((object) => ({ object })) });
  return { found, waived, rules: rules.flatMap(({ id, findings }) => (findings.length > 0 ? [id] : [])) };
}

function viewOf(change: FileChange, disk: Texts): readonly ExportChange[] {
  const { path, kind } = change;
  if (kind === 'foreign') return [];
  const before = disk.get(path);
  return [{ path, kind, ...(before === undefined || kind === 'unchanged' ? {} : { before }), ...('text' in change ? { after: change.text } : {}) }];
}
