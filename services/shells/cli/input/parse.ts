import { type Command, CommanderError } from 'commander';
import { usageError } from './usage-error.ts';

/** What commander would print and end the process with, as values. */
export interface ParseOutput {
  help(text: string): void;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/**
 * Reads the words and runs the command's action. Throws USAGE for words that make no sense; help and version end well.
 */
export async function parse(program: Command, words: readonly string[], output: ParseOutput): Promise<void> {
  for (const command of everyCommand(program)) {
    command.configureOutput({ writeOut: (text) => output.help(text), writeErr: () => undefined });
    command.exitOverride((error) => {
      throw error.exitCode === 0 ? error : usageError(error, command);
    });
  }
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    throw error;
  }
}
