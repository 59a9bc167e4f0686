import { expect, it } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import { isPortTaken, plainCause, stageError } from './engine-error.ts';

it.each([
  [
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/nonexistent": stat /nonexistent: no such file or directory: unknown',
    'exec: "/nonexistent": stat /nonexistent: no such file or directory',
  ],
  ['invalid mount config for type "bind": bind source path does not exist: /x', 'bind source path does not exist: /x'],
  ['something else', 'something else'],
])('reduces the runtime\'s words to the cause: %j', (message, cause) => {
  expect(plainCause(message)).toBe(cause);
});

it('keeps the code of the engine itself failing, and takes secrets out', () => {
  const redact = (text: string): string => text.replaceAll('hunter2', '[secret]');
  const gone = stageError({ stage: 'start', subject: 'cache', redact, error: new StackyardError('ENGINE_UNREACHABLE', 'gone hunter2', { hint: 'start it' }) });
  expect([gone.code, gone.message, gone.hint]).toEqual(['ENGINE_UNREACHABLE', 'cache could not be started: gone [secret]', 'start it']);
});

it('recognises every way the engine says that a port is taken', () => {
  const words = ['Error starting userland proxy: listen tcp4 127.0.0.1:38431: bind: address already in use', 'Bind for 127.0.0.1:38431 failed: port is already allocated', 'Ports are not available: exposing port TCP'];
  expect(words.map((each) => isPortTaken(new Error(each)))).toEqual([true, true, true]);
  expect(isPortTaken(new Error('no space left on device'))).toBe(false);
});
