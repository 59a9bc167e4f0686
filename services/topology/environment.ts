import { parseDotenv } from './dotenv.ts';
import { reportAt, type Offer, type StackSource } from './draft.ts';
import { keyValues } from './key-values.ts';
import type { Offers } from './offer.ts';
import { isReachableFromHost } from './reachable.ts';
import { readFile } from './read-file.ts';
import { expandStackText } from './stack-text.ts';
import { templateValue } from './template-values.ts';
import type { Text } from './types.ts';
import { variableName } from './variable-name.ts';

/** Weakest first: the template's own, the bindings of `uses`, `env_file`, `environment`. */
export async function environmentOf(offer: Offer, offers: Offers, stack: StackSource): Promise<Readonly<Record<string, Text>>> {
  return { ...templateVariables(offer, stack), ...wiredVariables(offer, offers, stack), ...(await fileVariables(offer, stack)), ...ownVariables(offer, offers, stack) };
}

function templateVariables(offer: Offer, stack: StackSource): Readonly<Record<string, Text>> {
  const declared = Object.entries(offer.template?.document.service?.environment ?? {});
  return Object.fromEntries(
    declared.flatMap(([key, value]) => {
      const text = templateValue(value, ['service', 'environment', key], { offer, stack });
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function wiredVariables(offer: Offer, offers: Offers, stack: StackSource): Readonly<Record<string, Text>> {
  const variables: Record<string, Text> = {};
  const find = (service: string): ReturnType<Parameters<typeof isReachableFromHost>[1]> => {
    const found = offers.get(service);
    return found === undefined ? undefined : { ports: found.ports, isProcess: found.input.run !== undefined };
  };
  const givers = new Map<string, string>();
  for (const { name, path } of offer.uses) {
    for (const [binding, text] of Object.entries(offers.get(name)?.bindings ?? {})) {
      // A process cannot reach what is published nowhere, so it is not told about it.
      if (offer.input.run !== undefined && !isReachableFromHost(text, find)) continue;
      const variable = variableName(name, binding);
      const giver = givers.get(variable);
      if (giver !== undefined) reportAt(stack, path, { message: `${giver} and ${name} would both set ${variable} for ${offer.name}.`, hint: 'Rename one of the two services.' });
      givers.set(variable, name);
      variables[variable] = text;
    }
  }
  return variables;
}

async function fileVariables({ input, name }: Offer, stack: StackSource): Promise<Readonly<Record<string, Text>>> {
  const files = typeof input.env_file === 'string' ? [input.env_file] : (input.env_file ?? []);
  const variables: Record<string, Text> = {};
  for (const [index, entry] of files.entries()) {
    const { path, required } = typeof entry === 'string' ? { path: entry, required: true } : { path: entry.path, required: entry.required ?? true };
    const at = typeof input.env_file === 'string' ? ['services', name, 'env_file'] : ['services', name, 'env_file', index];
    const file = stack.reader.resolve(stack.directory, path);
    const read = await readFile(file, { reader: stack.reader, problems: stack.problems });
    if (read === undefined) {
      if (required) reportAt(stack, at, { message: `The variables file "${path}" is not there.`, hint: `Expected at ${file}.` });
      continue;
    }
    Object.assign(variables, readDotenv({ file, text: read.text }, stack));
  }
  return variables;
}

/** The variables of a dotenv file; its mistakes are reported at their own place. */
export function readDotenv({ file, text }: { readonly file: string; readonly text: string }, { environment, problems }: Pick<StackSource, 'environment' | 'problems'>): Readonly<Record<string, string>> {
  const { values, faults } = parseDotenv(text, environment);
  for (const { message, hint, line, column } of faults) problems.report({ message, hint, at: { file, line, column } });
  return values;
}

const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

function ownVariables(offer: Offer, offers: Offers, stack: StackSource): Readonly<Record<string, Text>> {
  const { input, name } = offer;
  const isList = Array.isArray(input.environment);
  const variables: Record<string, Text> = {};
  for (const [index, [key, value]] of keyValues(input.environment).entries()) {
    const path = ['services', name, 'environment', isList ? index : key];
    if (!namePattern.test(key)) reportAt(stack, path, { message: `"${key.slice(0, 60)}" is no variable name.`, hint: 'Use letters, digits and underscores; it cannot begin with a digit.', aim: 'key' });
    else if (/^STACKYARD_/i.test(key)) reportAt(stack, path, { message: `${key}: names that start with STACKYARD_ are reserved.`, hint: 'Use another name.', aim: 'key' });
    else if (value !== undefined) variables[key] = expandStackText(value, { offer, offers, path }, stack);
    else if (stack.environment[key] !== undefined) variables[key] = stack.environment[key];
  }
  return variables;
}
