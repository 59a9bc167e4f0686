import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** What each fuse of a program must be; the inspector's is on only in a build that tests drive. */
const fuses: readonly (readonly [fuse: FuseV1Options, on: boolean])[] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
];

/** Fuses that are not as they must be, read from the program itself. */
export async function wrongFuses(program: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(program);
  return fuses.filter(([fuse, on]) => wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE)).map(([fuse, on]) => `${FuseV1Options[fuse]} is not ${on ? 'on' : 'off'}`);
}

const allowed = [/^\/package\.json$/, /^\/out(\/(desktop|renderer)(\/.*)?)?$/, /^\/node_modules(\/better-sqlite3(\/(package\.json|LICENSE|lib(\/.*)?|prebuilds(\/.*)?))?)?$/];

/** What an archive holds that has no place in it, and the native libraries in it. */
export function archiveContent(archive: string): { readonly files: number; readonly strangers: readonly string[]; readonly natives: readonly string[] } {
  const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  return { files: paths.length, strangers: paths.filter((path) => !allowed.some((pattern) => pattern.test(path)) || path.endsWith('.map') || path.includes('.test.')), natives: paths.filter((path) => path.endsWith('.node')) };
}
