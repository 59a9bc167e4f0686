import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../setup/stackyard.ts';

interface Settings {
  readonly npmRebuild: boolean;
  readonly files: readonly string[];
  readonly extraResources: readonly { readonly from: string; readonly to: string }[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly linux: { readonly icon: string; readonly target: readonly string[] };
  readonly deb: { readonly afterInstall: string; readonly afterRemove: string };
  readonly win: { readonly icon: string };
  readonly mac: { readonly icon: string; readonly entitlements: string };
}

const at = (path: string) => join(projectRoot, path);
const settings = parse(readFileSync(at('electron-builder.yml'), 'utf8')) as Settings;

test('every fuse is set, and none is weaker than it can be', () => {
  expect(settings.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    resetAdHocDarwinSignature: true,
  });
});

test('each file that the settings name is there', () => {
  const named = [...settings.extraResources.map(({ from }) => from), settings.linux.icon, settings.win.icon, settings.mac.icon, settings.mac.entitlements, settings.deb.afterInstall, settings.deb.afterRemove];
  expect(named.filter((path) => !existsSync(at(path)))).toEqual([]);
});

test('nothing is rebuilt: better-sqlite3 has a library for each platform that is packed', () => {
  expect(settings.npmRebuild).toBe(false);
  const pattern = settings.files.find((file) => file.endsWith('.node')) ?? '';
  const libraries = ['linux', 'darwin', 'win32'].flatMap((platform) => ['x64', 'arm64'].map((architecture) => pattern.replace('${platform}', platform).replace('${arch}', architecture)));
  expect(libraries.filter((file) => !existsSync(at(file)))).toEqual([]);
});

test('node_modules stay out but for that one package', () => {
  expect(settings.files.indexOf('!**/node_modules/**')).toBeGreaterThan(-1);
  expect(settings.files.filter((file) => file.startsWith('node_modules/') && !file.startsWith('node_modules/better-sqlite3/'))).toEqual([]);
});

test('the window finds its menu entry, and the system the app for stackyard:// links', () => {
  const { desktopName } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { desktopName: string };
  expect(desktopName).toBe('stackyard-desktop.desktop');
  expect(settings.protocols.flatMap(({ schemes }) => schemes)).toEqual(['stackyard']);
});

test.runIf(process.platform === 'linux').each(['afterInstall', 'afterRemove'] as const)('%s is a shell script with known names only', (which) => {
  const text = readFileSync(at(settings.deb[which]), 'utf8');
  expect(new Set(text.match(/\$\{[a-zA-Z]+\}/g))).toEqual(new Set(which === 'afterInstall' ? ['${sanitizedProductName}', '${executable}'] : ['${executable}']));
  execFileSync('sh', ['-n'], { input: text.replaceAll('${sanitizedProductName}', 'Stackyard').replaceAll('${executable}', 'stackyard-desktop') });
});
