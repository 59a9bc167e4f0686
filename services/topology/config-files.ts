import { StackyardError } from '../contract/errors.ts';
import { evaluateCondition } from './condition.ts';
import { reportAt, reportInTemplate, type Offer, type StackSource } from './draft.ts';
import { expandText } from './expand-text.ts';
import { isFault } from './fault.ts';
import { renderLiquid } from './liquid.ts';
import { suggest } from './nearest-word.ts';
import { referencesIn } from './references.ts';
import type { Template } from './template.ts';
import type { ContainerService, MountedFile, Text, Topology } from './types.ts';
import type { TreePath } from './yaml-tree.ts';

/** Config files of a template's service; `topology` holds every service, without files. */
export function filesOf({ offer, service, topology }: { readonly offer: Offer; readonly service: ContainerService; readonly topology: Topology }, stack: StackSource): readonly MountedFile[] {
  const { template } = offer;
  if (template === undefined) return [];
  return Object.entries(template.document.configs ?? {}).flatMap(([path, config]) => {
    const holds = evaluateCondition(config.when, offer.scope);
    if (isFault(holds)) reportInTemplate(stack, offer, ['configs', path, 'when'])(holds);
    if (holds !== true) return [];
    const content = contentOf({ config, path, template, offer, service, topology }, stack);
    // A file that holds a secret is secret, whether or not the template says so.
    const holdsSecret = referencesIn(content).some(({ to }) => to === 'secret' || to === 'derived');
    return { path, content, secret: config.secret === true || holdsSecret };
  });
}

interface Config {
  readonly config: NonNullable<Template['document']['configs']>[string];
  readonly path: string;
  readonly template: Template;
  readonly offer: Offer;
  readonly service: ContainerService;
  readonly topology: Topology;
}

function contentOf({ config, path, template, offer, service, topology }: Config, stack: StackSource): Text {
  if ('content' in config) return expandText(config.content, offer.scope, reportInTemplate(stack, offer, ['configs', path, 'content']));
  if ('render' in config) {
    const renderers = offer.kind?.render ?? {};
    const render = Object.hasOwn(renderers, config.render) ? renderers[config.render] : undefined;
    if (render !== undefined) return rendered(() => render(topology, service), offer, stack);
    reportInTemplate(stack, offer, ['configs', path, 'render'])({ message: `The kind ${offer.kind?.id ?? '(none)'} has no renderer "${config.render}".`, hint: suggest(config.render, Object.keys(renderers), 'renderers') });
    return '';
  }
  const file = template.files.get(config.from);
  if (file === undefined) return '';
  const ports = Object.fromEntries(Object.entries(offer.ports).map(([key, port]) => [key, port.container]));
  const text = config.from.endsWith('.liquid') ? renderLiquid(file.text, offer.scope, ports) : file.text;
  if (typeof text === 'string') return expandText(text, offer.scope, (fault) => reportInFile({ fault, file, offer }, stack));
  stack.problems.report({ message: text.message, hint: text.hint, at: { file: file.path, line: text.line, column: text.column }, service: offer.name });
  return '';
}

/** What a kind refuses is a mistake of the stack file like every other: told with its place, beside the others. */
function rendered(render: () => Text, { name }: Offer, stack: StackSource): Text {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof StackyardError) || error.code !== 'INVALID_STACK') throw error;
    const path = 'path' in error && Array.isArray(error.path) ? (error.path as TreePath) : [];
    reportAt(stack, ['services', name, ...path], { message: error.message, hint: error.hint });
    return '';
  }
}

/** Liquid may have moved the text, so a wrong reference is looked for in the file as it was written. */
function reportInFile({ fault, file, offer }: { readonly fault: { readonly message: string; readonly hint?: string | undefined; readonly blame?: 'stack' }; readonly file: { readonly path: string; readonly text: string }; readonly offer: Offer }, stack: StackSource): void {
  if (fault.blame === 'stack') return reportInTemplate(stack, offer, [])(fault);
  const quoted = /"([^"]*)"/.exec(fault.message)?.[1];
  const offset = quoted === undefined ? -1 : file.text.indexOf(quoted);
  const before = offset === -1 ? '' : file.text.slice(0, offset);
  const at = { file: file.path, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
  stack.problems.report({ message: fault.message, hint: fault.hint, at, service: offer.name });
}
