import type { StackReader } from './reader.ts';
import type { Fault } from './fault.ts';
import type { Environment } from './interpolate.ts';
import type { KindShape } from './kind-shape.ts';
import type { Problems } from './problems.ts';
import type { Scope } from './scope.ts';
import type { ServiceInput } from './service-schema.ts';
import type { Template } from './template.ts';
import type { JsonValue, Port, SecretSpec, Text } from './types.ts';
import { placeOf, type TreePath, type YamlFile } from './yaml-tree.ts';

/** One service, its words checked, before the graph is known. */
export interface Draft {
  readonly name: string;
  readonly input: ServiceInput;
  readonly template: Template | undefined;
  readonly kind: KindShape | undefined;
  readonly options: Readonly<Record<string, JsonValue>>;
  readonly resources: Readonly<Record<string, JsonValue>>;
  /** `uses` and `depends_on`, each once, with its place in the file. */
  readonly uses: readonly { readonly name: string; readonly path: TreePath }[];
  readonly scale: number;
}

/** A draft that knows what it offers to others. */
export interface Offer extends Draft {
  readonly ports: Readonly<Record<string, Port>>;
  readonly secrets: Readonly<Record<string, SecretSpec>>;
  readonly scope: Scope;
  readonly bindings: Readonly<Record<string, Text>>;
}

/** The stack file and what its checks share. */
export interface StackSource {
  readonly source: YamlFile;
  readonly problems: Problems;
  readonly directory: string;
  readonly reader: StackReader;
  readonly environment: Environment;
}

/** Reports a mistake of the stack file below `services.NAME`. */
export function reportAt({ source, problems }: Pick<StackSource, 'source' | 'problems'>, path: TreePath, fault: Fault & { readonly aim?: 'key' | 'value' }): void {
  const service = path[0] === 'services' && path.length > 1 ? String(path[1]) : undefined;
  problems.report({ message: fault.message, hint: fault.hint, at: placeOf(source, path, fault.aim), service });
}

/** Reports a mistake in the text of a service's template, where it stands; what the stack lacks is reported at the service. */
export function reportInTemplate(stack: Pick<StackSource, 'source' | 'problems'>, draft: Pick<Draft, 'name' | 'template'>, path: TreePath): (fault: Fault) => void {
  const { template, name } = draft;
  return (fault) => {
    if (template === undefined || fault.blame === 'stack') reportAt(stack, ['services', name, 'template'], fault);
    else stack.problems.report({ message: fault.message, hint: fault.hint, at: placeOf(template.source, path), service: name });
  };
}
