import type { StackSummary } from '../../services/contract/views/stack-view.ts';

export type StackTone = 'idle' | 'busy' | 'well' | 'trouble';

/** The state of a stack in a word and a tone, for menus and the tray. Pure. */
export function wordsOfStack({ states, problem }: Pick<StackSummary, 'states' | 'problem'>): { readonly words: string; readonly tone: StackTone } {
  if (problem !== undefined) return { words: 'its file has a mistake', tone: 'trouble' };
  const count = (...names: readonly (keyof typeof states)[]): number => names.reduce((sum, name) => sum + (states[name] ?? 0), 0);
  const all = Object.values(states).reduce((sum, each) => sum + each, 0);
  const trouble = count('failed', 'crash-looping', 'unready');
  const ready = count('ready');
  if (trouble > 0) return { words: `${trouble} of ${all} in trouble`, tone: 'trouble' };
  if (all === 0 || count('stopped') === all) return { words: 'stopped', tone: 'idle' };
  if (ready === all) return { words: `all ${all} ready`, tone: 'well' };
  return { words: `${ready} of ${all} ready`, tone: count('starting', 'waiting', 'stopping') > 0 ? 'busy' : 'well' };
}
