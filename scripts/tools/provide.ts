import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { composeVersion, provideCompose } from '../../bench/compose/build.ts';
import { installGo, installNpm, installPip } from './install.ts';
import { provideSchemas } from './schemas.ts';
import { tools, type Tool } from './versions.ts';

type Say = (message: string) => void;
export type Outcome = { readonly name: string; readonly version: string } & ({ readonly state: 'present' | 'built'; readonly seconds: number } | { readonly state: 'missing'; readonly reason: string });

const installers = { go: installGo, pip: installPip, npm: installNpm };

export const toolsFolder = process.env['STACKYARD_TOOLS'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'stackyard', 'tools');

/**
 * Brings every tool of versions.ts, or the quick ones, and the schemas into the tools folder: `bin/NAME` is a link to the pinned
 * version. What is there is left as it is. A tool that cannot be had is `missing` with its reason; the others are still built.
 */
export async function provideTools(say: Say, { quick }: { readonly quick: boolean }): Promise<readonly Outcome[]> {
  await mkdir(join(toolsFolder, 'bin'), { recursive: true });
  const outcomes: Outcome[] = [];
  for (const tool of tools.filter((each) => !quick || each.quick === true)) outcomes.push(await attempt(tool, () => provide(tool, say)));
  outcomes.push(await attempt({ name: 'schemas', version: 'of Kubernetes and of operators' }, () => provideSchemas(join(toolsFolder, 'schemas'), say)));
  // A scenario starts what was exported, so it is built for every run of the tests in any case.
  outcomes.push(await attempt({ name: 'docker-compose', version: composeVersion }, () => compose(say)));
  return outcomes;
}

async function attempt({ name, version }: { readonly name: string; readonly version: string }, make: () => Promise<boolean>): Promise<Outcome> {
  const begin = performance.now();
  try {
    const isNew = await make();
    return { name, version, state: isNew ? 'built' : 'present', seconds: (performance.now() - begin) / 1000 };
  } catch (error) {
    return { name, version, state: 'missing', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** True when it had to be made. The last step is a rename, so a run that was ended leaves nothing half-made behind. */
async function provide(tool: Tool, say: Say): Promise<boolean> {
  const folder = join(toolsFolder, `${tool.name}-${tool.version}`);
  const isPresent = existsSync(join(folder, 'bin', tool.name));
  if (!isPresent) {
    say(`${tool.name} ${tool.version}: building or fetching it …`);
    const made = `${folder}.${process.pid}`;
    try {
      await rm(folder, { recursive: true, force: true });
      await installers[tool.from](tool, { made, folder });
      if (existsSync(made)) await rename(made, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  }
  await link(join(folder, 'bin', tool.name), tool.name);
  return !isPresent;
}

async function compose(say: Say): Promise<boolean> {
  let isNew = false;
  const program = await provideCompose((message) => {
    isNew = true;
    say(message);
  });
  await link(program, 'docker-compose');
  return isNew;
}

/** A link is replaced in one step: another run may be using it. */
async function link(target: string, name: string): Promise<void> {
  const path = join(toolsFolder, 'bin', name);
  await symlink(target, `${path}.${process.pid}`);
  await rename(`${path}.${process.pid}`, path);
}
