import type { Plugin, Rolldown } from 'vite';

/** Modules by their absolute paths. */
export interface FirstScreen {
  /** Runs before the app is evaluated, which imports it as well. */
  readonly start: string;
  readonly app: string;
  /** Parts of paths: large packages, each of which comes with the screens that need it. */
  readonly large: readonly string[];
}

/**
 * For the first screen to be there early: the page begins to connect before the app is there, and what screens share is one file, since each
 * file costs the browser some milliseconds in three processes.
 */
export function firstScreen({ start, app, large }: FirstScreen): Plugin {
  return {
    name: 'first-screen',
    apply: 'build',
    outputOptions: (options) => ({ ...options, codeSplitting: { groups: [{ name: sharedByScreens(app, large), minShareCount: 2, includeDependenciesRecursively: false }] } }),
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
  for (const output of Object.values(bundle)) if (output.type === 'chunk' && output.facadeModuleId === module) return output;
  throw new Error(`No chunk is made of ${module}.`);
}

/** Names what is loaded after the app, but for what leads to a large package. */
function sharedByScreens(app: string, large: readonly string[]): Rolldown.CodeSplittingNameFunction {
  let early: ReadonlySet<string> | undefined;
  return (id, context) => {
    early ??= reachedFrom(app, context);
    const isLarge = [...reachedFrom(id, context)].some((each) => large.some((part) => each.includes(part)));
    return early.has(id) || isLarge ? undefined : 'shared';
  };
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
