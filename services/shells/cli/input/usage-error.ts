import type { Command, CommanderError } from 'commander';
import { StackyardError } from '../../../contract/errors.ts';
import { nearestWord } from './nearest-word.ts';

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.?!]$/.test(trimmed) ? '' : '.'}`;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

interface Mistake {
  readonly message: string;
  /** What was typed, and what may have been meant. */
  readonly typed: string;
  readonly words: readonly string[];
}

function mistake(error: CommanderError, command: Command): Mistake {
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const typed = /'([^']*)'/.exec(message)?.[1] ?? '';
  const commands = command.commands.map((each) => each.name());
  switch (error.code) {
    case 'commander.unknownCommand':
      return { message, typed, words: [...commands, 'help'] };
    case 'commander.unknownOption': {
      const all = [command, command.parent, command.parent?.parent].flatMap((each) => each?.options ?? []);
      return { message, typed: typed.replace(/=.*/, ''), words: [...all.flatMap(({ long }) => long ?? []), '--help'] };
    }
    case 'commander.excessArguments': {
      const extra = command.args[0];
      if (commands.length > 0 && extra !== undefined) return { message: `unknown command '${extra}'`, typed: extra, words: commands };
      return { message: `'${command.name()}' takes ${command.registeredArguments.length === 0 ? 'no arguments' : `only ${command.registeredArguments.length}`}, but got ${command.args.join(' ')}`, typed: '', words: [] };
    }
    default:
      return { message, typed: '', words: [] };
  }
}

/** What is wrong, the nearest word, and where to read on, from what commander says. */
export function usageError(error: CommanderError, command: Command): StackyardError {
  const { message, typed, words } = mistake(error, command);
  const near = nearestWord(typed, words);
  return new StackyardError('USAGE', sentence(message), { hint: `${near === undefined ? '' : `Did you mean ${near}? `}\`${fullName(command)} --help\` says what there is.` });
}
