import { expect, test } from 'vitest';
import { programProblem } from './not-found.ts';

test.each([
  { by: 'dash', code: 127, said: '/bin/sh: 1: nosuchprogram: not found\n', problem: 'program nosuchprogram was not found' },
  { by: 'a path in dash', code: 127, said: '/bin/sh: 1: ./bin/serve: not found\n', problem: 'program ./bin/serve was not found' },
  { by: 'exec in dash', code: 127, said: '/bin/sh: 1: exec: nosuch: not found\n', problem: 'program nosuch was not found' },
  { by: 'a script of npm', code: 127, said: '> web@1.0.0 dev\n> vite\n\nsh: 1: vite: not found\n', problem: 'program vite was not found' },
  { by: 'bash', code: 127, said: '/bin/sh: line 1: vite: command not found\n', problem: 'program vite was not found' },
  { by: 'bash of macOS', code: 127, said: '/bin/sh: vite: command not found\n', problem: 'program vite was not found' },
  { by: 'a path in bash', code: 127, said: '/bin/sh: line 1: ./serve: No such file or directory\n', problem: 'program ./serve was not found' },
  { by: 'env', code: 127, said: '/usr/bin/env: ‘node’: No such file or directory\n', problem: 'program node was not found' },
  { by: 'a file that is no program', code: 126, said: '/bin/sh: 1: ./serve: Permission denied\n', problem: 'program ./serve may not be executed' },
])('$by', ({ code, said, problem }) => {
  expect(programProblem(code, said)).toBe(problem);
});

test.each([
  ['another exit code', 1, '/bin/sh: 1: nosuchprogram: not found\n'],
  ['a program that says 127 itself', 127, 'the key was not found\n'],
  ['silence', 127, ''],
  ['a signal', null, '/bin/sh: 1: nosuchprogram: not found\n'],
])('%s says nothing about the program', (_, code, said) => {
  expect(programProblem(code, said)).toBeUndefined();
});
