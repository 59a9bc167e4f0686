import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { controlOf } from './deb-control.ts';
import { parseFpmArguments } from './fpm-arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'fpm-deb-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = (...more: readonly string[]) => ['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0', '--deb-compression', 'gz', '--architecture', 'amd64', '--name', 'a-b', '--version', '1.2.3', '--maintainer', 'M <m@x.example>', '--package', join(folder, 'a.deb'), ...more];

test('arguments of electron-builder become a request', () => {
  const request = parseFpmArguments(asked('--after-install', '/s/post', '--description', 'Short\n Long', '/b/x=y/=/opt/X', '--url', 'https://x.example'));
  expect(request).toMatchObject({ mappings: [{ from: '/b/x=y/', to: '/opt/X' }], scripts: { postinst: '/s/post' }, compression: 'gzip' });
  expect(request.fields).toMatchObject({ depends: ['libnss3', 'libgtk-3-0'], homepage: 'https://x.example', section: 'misc' });
});

test.each([
  ['another kind of package', ['-s', 'dir', '-t', 'rpm']],
  ['a value that is missing', asked('--url')],
  ['a path that goes nowhere', asked('/b/x')],
])('%s is refused', (_, args) => {
  expect(() => parseFpmArguments(args)).toThrow(/stand-in for fpm/);
});

test('a value cannot add a field of its own', () => {
  const { fields } = parseFpmArguments(asked('--category', 'devel\nEssential: yes', '--description', 'Short\n\n Long\n.'));
  const control = controlOf(fields, 7);
  expect(control).toContain('\nSection: devel Essential: yes\n');
  expect(control).toMatch(/\nInstalled-Size: 7\n/);
  expect(control.endsWith('Description: Short\n Long\n .\n')).toBe(true);
  expect(control).not.toContain('Homepage');
});

const hasDpkg = (() => {
  try {
    return execFileSync('dpkg-deb', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

test.runIf(hasDpkg)('dpkg-deb reads back what was put in: root owns it, modes are settled, digests are there', () => {
  const source = join(folder, 'tree');
  mkdirSync(join(source, 'bin'), { recursive: true });
  writeFileSync(join(source, 'bin', 'run'), '#!/bin/sh\n');
  chmodSync(join(source, 'bin', 'run'), 0o775);
  writeFileSync(join(source, 'data'), 'data');
  chmodSync(join(source, 'data'), 0o600);
  writeFileSync(join(folder, 'post'), '#!/bin/sh\n');
  execFileSync(process.execPath, [join(import.meta.dirname, 'fpm-deb.ts'), ...asked('--after-install', join(folder, 'post'), '--description', 'Short', `${source}/=/opt/X`)]);
  const deb = join(folder, 'a.deb');
  const listed = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
  expect(listed).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/X\/bin\/run$/m);
  expect(listed).toMatch(/^-rw-r--r-- root\/root .* \.\/opt\/X\/data$/m);
  expect(execFileSync('dpkg-deb', ['--field', deb, 'Depends'], { encoding: 'utf8' })).toBe('libnss3, libgtk-3-0\n');
  execFileSync('dpkg-deb', ['--control', deb, join(folder, 'control')]);
  expect(readFileSync(join(folder, 'control', 'md5sums'), 'utf8')).toContain('8d777f385d3dfec8815d20f7496026dc  opt/X/data\n');
});
