import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StackyardError } from '../../contract/errors.ts';
import type { DriftOptions } from '../../contract/core.ts';
import type { DriftView, FileDrift, ObjectDrift } from '../../contract/drift.ts';
import { exportEnvironments, exportTargets, type ExportEnvironment, type ExportTarget } from '../../contract/export.ts';
import { folderName } from '../export/look.ts';
import type { Session } from '../session.ts';
import { deployStack } from './deploy.ts';
import { exportStack } from './export.ts';

/**
 * Where the exported files, and a cluster where one is named, differ from the model. Changes neither.
 * @throws StackyardError NOT_FOUND where a folder that was named is not there
 */
export async function drift(session: Session, options: DriftOptions, signal: AbortSignal): Promise<DriftView> {
  const { file, folder, context } = options;
  const topology = await session.load(file);
  const root = folder === undefined ? join(topology.directory, 'deploy') : resolve(folder);
  if (folder !== undefined && !existsSync(root)) throw new StackyardError('NOT_FOUND', `${root} is not there.`, { hint: 'Name the folder that holds the exports: compose, kubernetes or helm.' });
  const exports: DriftView['exports'][number][] = [];
  for (const { target, environment, out } of places(root)) {
    const view = await exportStack(session, { file, target, environment, out, preview: true });
    exports.push({ target, folder: view.folder, files: view.changes.flatMap(({ path, kind, marked }): readonly FileDrift[] => (kind === 'unchanged' ? [] : [{ path, kind, ...(marked === undefined ? {} : { marked }) }])) });
  }
  if (context === undefined) return { stack: topology.name, exports };
  const objects: ObjectDrift[] = [];
  let namespace = '';
  // Asked as if fields were taken over: what somebody changed by hand is a difference here, not a conflict.
  for await (const item of deployStack(session, { ...options, context, folder: join(root, 'kubernetes'), dryRun: true, force: true }, signal)) {
    if (item.type === 'object' && item.change !== 'unchanged') objects.push({ object: item.object, change: item.change, fields: item.fields });
    if (item.type === 'done') ({ namespace } = item);
  }
  return { stack: topology.name, exports, cluster: { context, namespace, objects } };
}

/** Where exports go by themselves, and one is there. A folder that environments share holds all of them, as that of production does. */
function places(root: string): readonly { readonly target: ExportTarget; readonly environment: ExportEnvironment; readonly out: string }[] {
  const all = exportTargets.flatMap((target) => exportEnvironments.toReversed().map((environment) => ({ target, environment, out: join(root, folderName(target, environment)) })));
  return all.filter(({ out }, index) => all.findIndex((each) => each.out === out) === index && existsSync(out));
}
