/** Exit codes of a shell for a program that it could not run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** `/bin/sh: 1: vite: not found` (dash), `sh: line 1: vite: command not found` (bash), `sh: vite: not found` (BusyBox). */
const shells = /^(?:\S*\/)?(?:ba|da|z|k|a)?sh: (?:(?:line )?\d+: )?(?:exec: )?(.+?): (?:command not found|not found|No such file or directory)$/;
/** `/usr/bin/env: ‘node’: No such file or directory`, of a script's first line. */
const env = /^(?:\S*\/)?env: [‘'"]?(.+?)[’'"]?: No such file or directory$/;
const denied = /^(?:\S*\/)?(?:ba|da|z|k|a)?sh: (?:(?:line )?\d+: )?(?:exec: )?(.+?): Permission denied$/;

/** Why a command line came to nothing, from its exit code and the last that it said; undefined where the shell did run it. Pure. */
export function programProblem(code: number | null, said: string): string | undefined {
  const lines = said.trimEnd().split('\n').slice(-3).toReversed();
  const named = (...patterns: readonly RegExp[]): string | undefined => lines.flatMap((line) => patterns.flatMap((pattern) => pattern.exec(line.trim())?.[1] ?? []))[0];
  if (code === NOT_FOUND) {
    const program = named(shells, env);
    return program === undefined ? undefined : `program ${program} was not found`;
  }
  if (code === NOT_EXECUTABLE) {
    const program = named(denied);
    return program === undefined ? undefined : `program ${program} may not be executed`;
  }
  return undefined;
}
