import { runCommand, type Command } from './command.ts';

/**
 * Milliseconds of each command's whole runs. They take turns, so that what else the machine does meets all of them alike; the
 * first turns, in which caches fill, do not count.
 */
export async function interleave<Name extends string>(commands: Readonly<Record<Name, Command>>, { runs, warmUp = 2 }: { readonly runs: number; readonly warmUp?: number }): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(commands) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let turn = -warmUp; turn < runs; turn += 1) {
    for (const name of names) {
      const { milliseconds } = await runCommand(commands[name]);
      if (turn >= 0) samples[name].push(milliseconds);
    }
  }
  return samples;
}
