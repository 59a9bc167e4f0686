import { createContext, Script } from 'node:vm';
import { StackyardError } from '../../../contract/errors.ts';

/** Milliseconds for one group of lines; ordinary patterns need a thousandth of it. */
const patience = 400;

/**
 * A filter for groups of lines. A pattern such as `(a+)+$` takes for ever on some lines: it is run where the engine can
 * stop it, and then refused with USAGE instead of hanging the terminal.
 */
export function lineFilter<Item>(pattern: RegExp, textOf: (item: Item) => string): (items: readonly Item[]) => Item[] {
  const sandbox: { run?: () => void } = {};
  const context = createContext(sandbox);
  const script = new Script('run()');
  return (items) => {
    const kept: Item[] = [];
    sandbox.run = () => {
      for (const item of items) if (pattern.test(textOf(item))) kept.push(item);
    };
    try {
      script.runInContext(context, { timeout: patience });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw new StackyardError('USAGE', `The pattern ${pattern.source} takes too long on a line of the logs.`, { hint: 'Repeats inside repeats such as (a+)+ cause this; write the pattern without them.', cause: error });
    }
    return kept;
  };
}
