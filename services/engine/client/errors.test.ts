import { clockOf } from '../../contract/clock.ts';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../contract/errors.ts';
import { statusError, timeoutError, transportError } from './errors.ts';

const context = { address: '/var/run/docker.sock', call: 'POST /containers/x/start' };
const failure = (code: string): Error => Object.assign(new Error(`connect ${code} /var/run/docker.sock`), { code });

describe('statusError', () => {
  it.each([
    [500, 'Bind for 127.0.0.1:38431 failed: port is already allocated', 'PORT_IN_USE'],
    [500, 'Error starting userland proxy: listen tcp4 127.0.0.1:38431: bind: address already in use', 'PORT_IN_USE'],
    [404, 'No such container: nope', 'NOT_FOUND'],
    [404, 'No such image: redis:8', 'IMAGE_UNAVAILABLE'],
    [404, 'image with reference x was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64', 'IMAGE_UNAVAILABLE'],
    [409, 'Conflict. The container name "/x" is already in use by container "abc"', 'CONFLICT'],
    [400, 'exec: "/nonexistent": no such file or directory: unknown', 'INVALID_STACK'],
    [400, 'client version 1.44 is too new. Maximum supported API version is 1.41', 'UNSUPPORTED'],
    [403, 'denied by proxy', 'UNSUPPORTED'],
    [503, 'not now', 'ENGINE_UNREACHABLE'],
    [500, 'write /var/lib/docker/x: no space left on device', 'INTERNAL'],
    [500, '', 'INTERNAL'],
  ] as const)('HTTP %i "%s" is %s', (status, words, code) => {
    const error = statusError(status, words, context);
    expect(error).toMatchObject({ status, code });
    expect(error.message).toMatch(/^[^\n]+\.$/);
  });

  it('names the port', () => {
    expect(statusError(500, 'Bind for 127.0.0.1:38431 failed: port is already allocated', context).message).toMatch(/^Port 38431 on 127\.0\.0\.1 is already in use: /);
  });

  it('knows a registry by the call, since its words come as HTTP 500', () => {
    const pull = { ...context, call: 'POST /images/create' };
    expect(statusError(500, 'toomanyrequests: slow down', pull).code).toBe('IMAGE_UNAVAILABLE');
  });
});

describe('transportError', () => {
  it.each([
    ['ENOENT', 'there is no such socket', 'Start Docker'],
    ['ECONNREFUSED', 'nothing listens there', 'Start Docker'],
    ['EACCES', 'permission denied', 'docker group'],
    ['ECONNRESET', 'the connection was cut', 'try again'],
    ['EWEIRD', 'EWEIRD', 'Check'],
  ])('says what %s means', (code, reason, hint) => {
    const error = transportError(failure(code), context);
    expect(exitCodeOf(error.code)).toBe(3);
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(hint);
  });
});

describe('timeoutError', () => {
  it('says since when the engine has not been answering', () => {
    expect(timeoutError(5000, { ...context, lastAnswer: 0 }).message).toBe(
      `The Docker engine at /var/run/docker.sock did not answer POST /containers/x/start within 5 s. It has not been answering since ${clockOf(0)}.`,
    );
  });
});
