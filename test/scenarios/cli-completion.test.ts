import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { launcher, scratchFolder } from './cli-support.ts';

const folder = scratchFolder();
const [home, programs, project] = ['home', 'bin', 'project'].map((name) => join(folder.path, name)) as [string, string, string];
for (const path of [home, programs, project]) mkdirSync(path);
writeFileSync(join(project, 'stackyard.yaml'), 'name: hcli-words\nservices:\n  talker: { run: sleep 60 }\n  tally: { run: sleep 60 }\n');
// The scripts ask the program that is being typed, so it has to be on the path.
const program = join(programs, 'stackyard');
writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
chmodSync(program, 0o755);
afterAll(() => folder[Symbol.dispose]());

/** What a shell prints; its own settings of this user are kept out. */
function run(shell: string, words: readonly string[]): { readonly stdout: string; readonly status: number | null } {
  const { stdout, status, error } = spawnSync(shell, words, {
    cwd: project,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, STACKYARD_HOME: join(home, 'state'), TERM: 'xterm', PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  if (error !== undefined) throw error;
  return { stdout, status };
}

const has = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;
const [zsh, fish] = [has('zsh'), has('fish')];
if (!zsh) process.stderr.write('cli-completion: the tests in zsh are skipped: there is no zsh on this machine.\n');
if (!fish) process.stderr.write('cli-completion: the tests in fish are skipped: there is no fish on this machine.\n');

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['stackyard logs ta', ['talker', 'tally']],
  ['stackyard logs talker ta', ['tally']],
  ['stackyard env --for ', ['container', 'host', 'kubernetes']],
  ['stackyard stat', ['status']],
  ['stackyard up --wa', ['--watch']],
  ['stackyard -f stacky', ['stackyard.yaml']],
];

describe('bash', () => {
  test.each(cases)('completes %j', (line, expected) => {
    const words = line.split(' ');
    const script = `source <(stackyard completion bash); COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _stackyard; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(run('bash', ['--norc', '-c', script]).stdout.trimEnd().split('\n').toSorted((one, other) => one.localeCompare(other))).toEqual(expected);
  });
});

describe.skipIf(!fish)('fish', () => {
  test.each(cases)('completes %j', (line, expected) => {
    const { stdout } = run('fish', ['--no-config', '-c', `stackyard completion fish | source; complete -C '${line}'`]);
    expect(stdout.trimEnd().split('\n').map((each) => each.split('\t')[0] ?? '').toSorted((one, other) => one.localeCompare(other))).toEqual(expected);
  });

  test('tells what a command does', () => {
    expect(run('fish', ['--no-config', '-c', "stackyard completion fish | source; complete -C 'stackyard stat'"]).stdout).toBe('status\twhat runs, where, and why something does not\n');
  });
});

// A real line editor on a pseudo-terminal: each read waits until the screen shows what is expected, or for ever.
const onTerminal = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1='READY> '; unsetopt zle_bracketed_paste; stty cols 200; bindkey -e; fpath=($HOME/functions $fpath); autoload -Uz compinit; compinit -u -D; $1; echo SET''UP"
zpty -r -m z screen '*SETUP*READY> *'
zpty -w -n z "$2"$'\\t'
zpty -r -m z screen "$3"
print -r -- "\${(V)screen}"
zpty -d z
`;

describe.skipIf(!zsh)('zsh', () => {
  mkdirSync(join(home, 'functions'));
  const sourced = 'source <(stackyard completion zsh)';
  const installed = `stackyard completion zsh > ${join(home, 'functions', '_stackyard')}; compinit -u -D`;

  test.each([
    { how: 'sourced', setup: sourced, line: 'stackyard logs tal', expected: '*talker*tally*' },
    { how: 'sourced', setup: sourced, line: 'stackyard logs talker ta', expected: '*stackyard logs talker tally*' },
    { how: 'sourced', setup: sourced, line: 'stackyard env --for ', expected: '*container*host*kubernetes*' },
    { how: 'sourced', setup: sourced, line: 'stackyard stat', expected: '*stackyard status*' },
    { how: 'sourced', setup: sourced, line: 'stackyard -f stacky', expected: '*stackyard -f stackyard.yaml*' },
    { how: 'as a function in fpath', setup: installed, line: 'stackyard logs talk', expected: '*stackyard logs talker*' },
  ])('completes, $how: $line', ({ setup, line, expected }) => {
    expect(run('zsh', ['-f', '-c', onTerminal, 'zsh', setup, line, expected]).status).toBe(0);
  });

  test('tells what a command does', () => {
    expect(run('zsh', ['-f', '-c', onTerminal, 'zsh', sourced, 'stackyard ', '*status*-- what runs, where*']).status).toBe(0);
  });
});
