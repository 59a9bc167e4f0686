import { Liquid } from 'liquidjs';
import type { Fault } from './fault.ts';
import { toText } from './references.ts';
import type { Scope } from './scope.ts';
import { filterNames, filterValue } from './value-filters.ts';

/** `templates: {}` takes every include from memory, where nothing is: a config file reads no other file. */
const engine = new Liquid({ locale: 'en-US',
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  cache: 200,
  parseLimit: 1_000_000,
  // Milliseconds by the clock, so a machine that is busy counts in: far more than any file of ours takes, and an end to loops without one.
  renderLimit: 5_000,
  memoryLimit: 10_000_000,
});
for (const name of filterNames) engine.registerFilter(name, (value: unknown) => filterValue(name, value) ?? fail(`"${String(value)}" is nothing that "${name}" can convert`));

export interface LiquidFault extends Fault {
  readonly line: number;
  readonly column: number;
}

/** Stackyard's own references hold Liquid's braces; they are set aside while Liquid works. */
const reference = /\$?\$\{\{[^{}]*\}\}/g;
const aside = /\uE000(\d+)\uE001/g;

export function renderLiquid(text: string, scope: Scope, ports: Readonly<Record<string, number>>): string | LiquidFault {
  const references: string[] = [];
  const prepared = text.replaceAll(/[\uE000\uE001]/g, '').replace(reference, (whole) => `\uE000${references.push(whole) - 1}\uE001`);
  try {
    const rendered: unknown = engine.parseAndRenderSync(prepared, liquidScope(scope, ports));
    return String(rendered).replace(aside, (_whole, index: string) => references[Number(index)] ?? '');
  } catch (error) {
    return toFault(error instanceof Error ? error.message : String(error));
  }
}

function liquidScope(scope: Scope, ports: Readonly<Record<string, number>>): object {
  const textOf = (to: 'secret' | 'derived', keys: Iterable<string>): object => Object.fromEntries([...keys].map((key) => [key, toText({ to, service: scope.service, key })]));
  return {
    options: scope.options,
    resources: scope.resources,
    secrets: textOf('secret', scope.secrets),
    derived: textOf('derived', scope.derived ?? []),
    self: { name: scope.service, host: toText({ to: 'host', service: scope.service }), ports, scale: scope.scale },
    build: scope.build,
    version: scope.version ?? '',
  };
}

/** Liquid writes `undefined variable: options.x, line:3, col:7`, and the file's text after it. */
function toFault(text: string): LiquidFault {
  const [first = ''] = text.split('\n', 1);
  const place = /,?\s*(?:file:[^,]*,\s*)?line:(\d+), col:(\d+)\s*$/.exec(first);
  const reason = place === null ? first : first.slice(0, place.index);
  return { message: `This is no valid Liquid: ${reason.slice(0, 200)}.`, hint: 'Known names: options, self, secrets, derived, resources, build, version.', line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
}

function fail(message: string): never {
  throw new Error(message);
}
