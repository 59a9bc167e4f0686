import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeCandidate, discoverEndpoints } from './discovery.ts';
import type { Discovery } from './discovery.ts';
import { describeEndpoint } from './endpoint.ts';

interface Fixture {
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly unreadable?: string;
}

const home = '/home/ann';
const metaOf = (name: string): string => `${home}/.docker/contexts/meta/${createHash('sha256').update(name).digest('hex')}/meta.json`;
const tlsOf = (name: string): string => `${home}/.docker/contexts/tls/${createHash('sha256').update(name).digest('hex')}/docker`;
const context = (host: string, more = {}): string => JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host, ...more } } });

function discover(fixture: Fixture): Discovery {
  return discoverEndpoints({
    environment: fixture.environment ?? {},
    homeDirectory: home,
    platform: fixture.platform ?? 'linux',
    userId: 1000,
    readFile: (path) => {
      if (path === fixture.unreadable) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return fixture.files?.[path];
    },
  });
}

const config = (text: string): Readonly<Record<string, string>> => ({ [`${home}/.docker/config.json`]: text });
const host = (value: string, more: Readonly<Record<string, string>> = {}): Fixture => ({ environment: { DOCKER_HOST: value, ...more } });

/** What is dialled, when one engine was chosen. */
const chosen: readonly (readonly [string, Fixture, string])[] = [
  ['a unix DOCKER_HOST', host('unix:///tmp/x.sock'), '/tmp/x.sock from DOCKER_HOST'],
  ['unix:// alone', host('unix://'), '/var/run/docker.sock from DOCKER_HOST'],
  ['a bare path', host('/tmp/x.sock'), '/tmp/x.sock from DOCKER_HOST'],
  ['spaces around it', host('  unix:///tmp/x.sock '), '/tmp/x.sock from DOCKER_HOST'],
  ['tcp with port', host('tcp://10.0.0.1:2375'), 'tcp://10.0.0.1:2375 from DOCKER_HOST'],
  ['tcp without port', host('tcp://box'), 'tcp://box:2375 from DOCKER_HOST'],
  ['tcp to IPv6', host('tcp://[fd00::1]:99'), 'tcp://[fd00::1]:99 from DOCKER_HOST'],
  ['host:port alone', host('box:1234'), 'tcp://box:1234 from DOCKER_HOST'],
  ['port 2376 is not https by itself', host('tcp://box:2376'), 'tcp://box:2376 from DOCKER_HOST'],
  ['port 80', host('tcp://box:80'), 'tcp://box:80 from DOCKER_HOST'],
  ['http', host('http://box:80'), 'tcp://box:80 from DOCKER_HOST'],
  ['https', host('https://box'), 'https://box:2376 from DOCKER_HOST'],
  ['TLS by DOCKER_TLS_VERIFY', host('tcp://box', { DOCKER_TLS_VERIFY: '1' }), 'https://box:2376 from DOCKER_HOST'],
  ['ssh', host('ssh://ann@box:22'), 'ssh://ann@box:22 from DOCKER_HOST'],
  ['ssh without user', host('ssh://box'), 'ssh://box from DOCKER_HOST'],
  ['npipe with four slashes', host('npipe:////./pipe/docker_engine'), '\\\\.\\pipe\\docker_engine from DOCKER_HOST'],
  ['npipe with backslashes', host('npipe://\\\\.\\pipe\\other'), '\\\\.\\pipe\\other from DOCKER_HOST'],
  ['npipe alone', host('npipe://'), '\\\\.\\pipe\\docker_engine from DOCKER_HOST'],
  ['DOCKER_HOST before DOCKER_CONTEXT', { ...host('unix:///a', { DOCKER_CONTEXT: 'c' }), files: { [metaOf('c')]: context('unix:///c') } }, '/a from DOCKER_HOST'],
  ['DOCKER_CONTEXT', { environment: { DOCKER_CONTEXT: 'colima' }, files: { [metaOf('colima')]: context('unix:///c.sock') } }, '/c.sock from context colima (DOCKER_CONTEXT)'],
  ['DOCKER_CONTEXT before currentContext', { environment: { DOCKER_CONTEXT: 'a' }, files: { ...config('{"currentContext":"b"}'), [metaOf('a')]: context('unix:///a'), [metaOf('b')]: context('unix:///b') } }, '/a from context a (DOCKER_CONTEXT)'],
  ['currentContext', { files: { ...config('{"currentContext":"desktop-linux"}'), [metaOf('desktop-linux')]: context('unix:///d') } }, '/d from context desktop-linux (config.json)'],
  ['a name that needs its hash', { files: { ...config('{"currentContext":"my é ctx"}'), [metaOf('my é ctx')]: context('tcp://box:1') } }, 'tcp://box:1 from context my é ctx (config.json)'],
  ['a context with npipe', { platform: 'win32', environment: { DOCKER_CONTEXT: 'w', DOCKER_CONFIG: 'C:\\d' }, files: { [`C:\\d\\contexts\\meta\\${createHash('sha256').update('w').digest('hex')}\\meta.json`]: context('npipe:////./pipe/dockerDesktopLinuxEngine') } }, '\\\\.\\pipe\\dockerDesktopLinuxEngine from context w (DOCKER_CONTEXT)'],
  ['DOCKER_CONFIG', { environment: { DOCKER_CONFIG: '/etc/d' }, files: { '/etc/d/config.json': '{"currentContext":"e"}', [`/etc/d/contexts/meta/${createHash('sha256').update('e').digest('hex')}/meta.json`]: context('unix:///e') } }, '/e from context e (config.json)'],
  ['a context with TLS files', { environment: { DOCKER_CONTEXT: 't' }, files: { [metaOf('t')]: context('tcp://box:5'), [`${tlsOf('t')}/ca.pem`]: 'ca' } }, 'https://box:5 from context t (DOCKER_CONTEXT)'],
  ['a context that skips verification', { environment: { DOCKER_CONTEXT: 't' }, files: { [metaOf('t')]: context('tcp://box:5', { SkipTLSVerify: true }) } }, 'https://box:5 from context t (DOCKER_CONTEXT)'],
];

/** What is wrong is named; there is nothing to dial. */
const refused: readonly (readonly [string, Fixture, RegExp])[] = [
  ['fd://', host('fd://'), /DOCKER_HOST=fd:\/\/ is not an address/],
  ['nonsense', host('::::'), /DOCKER_HOST=:::: is not an address/],
  ['an ssh host that is an option', host('ssh://-oProxyCommand=x'), /DOCKER_HOST=.* is not an address/],
  ['an ssh user that is an option', host('ssh://-oProxyCommand=x@box'), /DOCKER_HOST=.* is not an address/],
  ['a password is not repeated', host('ftp://ann:hunter2@box'), /DOCKER_HOST=ftp:\/\/ann@box is not an address/],
  ['a context that is not there', { environment: { DOCKER_CONTEXT: 'gone' } }, /^context gone \(DOCKER_CONTEXT\) does not exist: there is no \/home/],
  ['a current context that is not there', { files: config('{"currentContext":"gone"}') }, /^context gone \(config.json\) does not exist/],
  ['a broken meta.json', { environment: { DOCKER_CONTEXT: 'b' }, files: { [metaOf('b')]: '{"Endpoints":' } }, /meta.json is not valid JSON$/],
  ['a meta.json that is a list', { environment: { DOCKER_CONTEXT: 'b' }, files: { [metaOf('b')]: '[]' } }, /meta.json does not hold a JSON object$/],
  ['a context without a docker endpoint', { environment: { DOCKER_CONTEXT: 'k' }, files: { [metaOf('k')]: '{"Endpoints":{"kubernetes":{}}}' } }, /has no docker endpoint in/],
  ['a context with an address of no known kind', { environment: { DOCKER_CONTEXT: 'k' }, files: { [metaOf('k')]: context('gopher://x') } }, /gopher:\/\/x, which cannot be dialled$/],
];

/** The defaults are tried; the passed-over file is named. */
const defaults: readonly (readonly [string, Fixture, RegExp | undefined])[] = [
  ['nothing at all', {}, undefined],
  ['empty variables', host('', { DOCKER_CONTEXT: '' }), undefined],
  ['a config without context', { files: config('{"auths":{}}') }, undefined],
  ['the context "default"', { files: config('{"currentContext":"default"}') }, undefined],
  ['DOCKER_CONTEXT=default over currentContext', { environment: { DOCKER_CONTEXT: 'default' }, files: config('{"currentContext":"x"}') }, undefined],
  ['a context of a wrong type', { files: config('{"currentContext":7}') }, undefined],
  ['a broken config.json', { files: config('{"auths":{"r":{"auth":"c2VjcmV0"') }, /^\/home\/ann\/.docker\/config.json is not valid JSON$/],
  ['a config.json that is a string', { files: config('"x"') }, /config.json does not hold a JSON object$/],
  ['a config.json that may not be read', { unreadable: `${home}/.docker/config.json` }, /config.json cannot be read$/],
];

describe('discoverEndpoints', () => {
  it.each(chosen)('chooses by %s', (_name, fixture, expected) => {
    const { candidates, problems } = discover(fixture);
    expect(problems).toEqual([]);
    expect(candidates.map(describeCandidate)).toEqual([expected]);
  });

  it.each(refused)('refuses %s', (_name, fixture, problem) => {
    const { candidates, problems } = discover(fixture);
    expect(candidates).toEqual([]);
    expect(problems.join('; ')).toMatch(problem);
  });

  it.each(defaults)('tries the defaults with %s', (_name, fixture, problem) => {
    const { candidates, problems } = discover(fixture);
    expect(candidates[0]?.source).toBe('/var/run/docker.sock');
    if (problem === undefined) expect(problems).toEqual([]);
    else expect(problems.join('; ')).toMatch(problem);
  });

  const paths = (fixture: Fixture): readonly string[] => discover(fixture).candidates.map(({ endpoint }) => describeEndpoint(endpoint));

  it('lists the sockets of Linux in order', () => {
    expect(paths({ environment: { XDG_RUNTIME_DIR: '/run/user/7' } })).toEqual([
      '/var/run/docker.sock',
      '/run/user/7/docker.sock',
      '/home/ann/.docker/run/docker.sock',
      '/home/ann/.docker/desktop/docker.sock',
      '/home/ann/.orbstack/run/docker.sock',
      '/home/ann/.colima/default/docker.sock',
      '/home/ann/.colima/docker.sock',
      '/home/ann/.config/colima/default/docker.sock',
      '/home/ann/.rd/docker.sock',
      '/run/user/7/podman/podman.sock',
      '/run/podman/podman.sock',
    ]);
  });

  it('finds rootless sockets without XDG_RUNTIME_DIR, and colima where COLIMA_HOME says', () => {
    const found = paths({ environment: { COLIMA_HOME: '/c' } });
    expect(found).toContain('/run/user/1000/docker.sock');
    expect(found).toContain('/c/default/docker.sock');
  });

  it('knows the sockets of macOS and the pipes of Windows', () => {
    expect(paths({ platform: 'darwin' })).toContain('/home/ann/.local/share/containers/podman/machine/podman.sock');
    expect(paths({ platform: 'win32' })).toEqual(['\\\\.\\pipe\\docker_engine', '\\\\.\\pipe\\dockerDesktopLinuxEngine', '\\\\.\\pipe\\podman-machine-default']);
  });

  it('takes TLS material from DOCKER_CERT_PATH as far as it is there', () => {
    const { candidates } = discover({ ...host('tcp://box:9', { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }), files: { '/certs/ca.pem': '', '/certs/key.pem': '' } });
    expect(candidates[0]?.endpoint).toEqual({ kind: 'tcp', host: 'box', port: 9, tls: { verify: true, ca: '/certs/ca.pem', key: '/certs/key.pem' } });
  });

  it('does not verify with DOCKER_TLS alone', () => {
    expect(discover(host('tcp://box', { DOCKER_TLS: '1' })).candidates[0]?.endpoint).toEqual({ kind: 'tcp', host: 'box', port: 2376, tls: { verify: false } });
  });
});
