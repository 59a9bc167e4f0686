import { printYaml } from '../kubernetes/yaml.ts';

/** Words that stand in objects for template expressions until they are printed. */
export interface Placeholders {
  /** A word for an expression that gives JSON, which YAML reads as it is. */
  value(expression: string): string;
  /** A whole key that is left out where the expression is empty. */
  optional(expression: string): string;
  /** The object as a template: its own braces escaped, the words replaced. */
  print(object: unknown): string;
}

/** Whatever stands for the release's namespace in texts. */
export const NAMESPACE = 'stackyard-release-namespace';

export function createPlaceholders(): Placeholders {
  const expressions: { readonly expression: string; readonly isOptional: boolean }[] = [];
  const word = (index: number): string => `STACKYARD_VALUE_${index}_`;
  const add = (expression: string, isOptional: boolean): string => word(expressions.push({ expression, isOptional }) - 1);
  return {
    value: (expression) => add(expression, false),
    optional: (expression) => add(expression, true),
    print: (object) =>
      printYaml(object)
        .replaceAll(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`)
        .replaceAll(/^( *)([\w-]+): STACKYARD_VALUE_(\d+)_$/gm, (line, ...[indent = '', key = '', index = '']: readonly string[]) => {
          const found = expressions[Number(index)];
          return found?.isOptional === true ? `${indent}{{- with ${found.expression} }}\n${indent}${key}: {{ toJson . }}\n${indent}{{- end }}` : line;
        })
        .replaceAll(/STACKYARD_VALUE_(\d+)_/g, (_whole, index: string) => `{{ ${expressions[Number(index)]?.expression ?? ''} | toJson }}`)
        .replaceAll(NAMESPACE, '{{ .Release.Namespace }}'),
  };
}
