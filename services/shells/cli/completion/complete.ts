import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { nearestStackFile, stackFileName } from '../input/stack-file.ts';
import { serviceNames } from './service-names.ts';

/** The shell completes paths itself. */
export const completeFiles = ':files';

interface Position {
  readonly command: Command;
  /** Arguments before the cursor that are neither commands nor options. */
  readonly operands: readonly string[];
  /** The option whose value is being typed. */
  readonly option: Option | undefined;
  readonly file: string | undefined;
}

const optionsOf = (command: Command): readonly Option[] => [...command.options, ...(command.parent === null ? [] : optionsOf(command.parent))];

function positionOf(program: Command, before: readonly string[]): Position {
  let [command, option, file]: [Command, Option | undefined, string | undefined] = [program, undefined, undefined];
  let operands: string[] = [];
  for (const word of before) {
    if (option !== undefined) {
      if (option.long === '--file') file = word;
      option = undefined;
      continue;
    }
    if (word.startsWith('--file=')) file = word.slice('--file='.length);
    if (word.startsWith('-')) {
      const found = optionsOf(command).find(({ long, short }) => word === long || word === short);
      option = found?.required === true ? found : undefined;
      continue;
    }
    const child = operands.length === 0 ? command.commands.find((each) => each.name() === word) : undefined;
    if (child === undefined) operands = [...operands, word];
    else command = child;
  }
  return { command, operands, option, file };
}

function servicesNear(file: string | undefined, directory: string): string[] {
  if (file === undefined) {
    const nearest = nearestStackFile(directory);
    return nearest === undefined ? [] : serviceNames(nearest);
  }
  const path = resolve(directory, file);
  return serviceNames(statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, stackFileName) : path);
}

function optionValues(option: Option, position: Position, directory: string): string[] {
  if (option.long === '--file') return [completeFiles];
  if (option.long === '--service') return servicesNear(position.file, directory);
  return [...(option.argChoices ?? [])];
}

function operandValues({ command, operands, file }: Position, directory: string): string[] {
  const commands = operands.length === 0 ? command.commands.map((each) => `${each.name()}\t${each.description()}`) : [];
  const argument = command.registeredArguments[Math.min(operands.length, command.registeredArguments.length - 1)];
  if (argument === undefined || (operands.length > 0 && !argument.variadic)) return commands;
  if (argument.name() === 'paths') return [completeFiles];
  if (argument.name() === 'services') return servicesNear(file, directory).filter((name) => !operands.includes(name));
  return [...commands, ...(argument.argChoices ?? [])];
}

/**
 * Candidates for the last of `words` (the words after the program's name, up to the cursor), each as `word` or
 * `word TAB description`.
 */
export function complete(program: Command, words: readonly string[], directory: string): string[] {
  const current = words.at(-1) ?? '';
  const position = positionOf(program, words.slice(0, -1));
  const [, long, value] = /^(--[a-z-]+)=(.*)$/s.exec(current) ?? [];
  const inline = long === undefined ? undefined : optionsOf(position.command).find((option) => option.long === long && option.required);
  // A path after `=` is left to the shell, which knows no way to complete only a part of a word.
  if (inline !== undefined) return optionValues(inline, position, directory).filter((each) => each !== completeFiles && each.startsWith(value ?? '')).map((each) => `${long}=${each}`);
  const candidates =
    position.option !== undefined
      ? optionValues(position.option, position, directory)
      : current.startsWith('-')
        ? [...optionsOf(position.command).map(({ long, description }) => `${long ?? ''}\t${description}`), '--help\tprint help']
        : operandValues(position, directory);
  return candidates.filter((candidate) => candidate === completeFiles || candidate.startsWith(current));
}
