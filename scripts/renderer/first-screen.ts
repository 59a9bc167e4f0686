import type { Plugin, Rolldown } from 'vite';

/** Modules by their absolute paths. */
export interface FirstScreen {
  /** Runs before the app is evaluated, which imports it as well. */
  readonly start: string;
  /** Parts of paths: large packages, each of which comes with the screens that need it. */
  readonly large: readonly string[];
}

/**
 * For the first screen to be there early: the page begins to connect before the app is there, and what connects, the app, and what screens
 * share are one file each, since each file costs the browser some milliseconds in three processes.
 */
export function firstScreen({ start, large }: FirstScreen): Plugin {
  return {
    name: 'first-screen',
    apply: 'build',
    outputOptions: (options) => ({ ...options, codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: loadedAtOnce(start), tags: ['$initial'], priority: 1 }, { name: sharedByScreens(large), minShareCount: 2 }] } }),
    buildStart() {
      this.emitFile({ type: 'chunk', id: start, name: 'start', preserveSignature: 'allow-extension' });
    },
    transformIndexHtml: {
      order: 'post',
      // `async`: it waits for nothing but what it imports, neither for styles nor for the end of the page.
      handler: (html, { bundle }) => (bundle === undefined ? html : html.replace('<script type="module"', `<script type="module" async crossorigin src="./${chunkOf(bundle, start).fileName}"></script>\n    <script type="module"`)),
    },
  };
}

function chunkOf(bundle: Rolldown.OutputBundle, module: string): Rolldown.OutputChunk {
  for (const output of Object.values(bundle)) if (output.type === 'chunk' && output.moduleIds.includes(module)) return output;
  throw new Error(`No chunk is made of ${module}.`);
}

/** Names what is loaded before anything is shown: what the connection needs, which waits for nothing else, and the app. */
function loadedAtOnce(start: string): Rolldown.CodeSplittingNameFunction {
  let connecting: ReadonlySet<string> | undefined;
  return (id, context) => {
    connecting ??= reachedFrom(start, context);
    return connecting.has(id) ? 'connection' : 'app';
  };
}

/** Names the rest, but for what leads to a large package. Which parts of a package the app has itself, only the bundler knows. */
function sharedByScreens(large: readonly string[]): Rolldown.CodeSplittingNameFunction {
  return (id, context) => ([...reachedFrom(id, context)].some((each) => large.some((part) => each.includes(part))) ? undefined : 'shared');
}

/** The module, with all that it imports at once. */
function reachedFrom(module: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) visit(imported);
  };
  visit(module);
  return found;
}
