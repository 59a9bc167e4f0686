import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks, CheckFailure, type Check } from '../../scripts/checks.ts';

/** A copy of the project with one planted violation at a time; each rule must refuse its own. */
const root = join(import.meta.dirname, '..', '..');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'stackyard-rules-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
  for (const file of files) {
    if (!/^(electron|services|scripts|test\/kit|bin|resources\/demo)\/|^[^/]+\.(json|cjs|ts)$|^\.(oxlintrc\.json|dependency-cruiser\.cjs|gitignore)$/.test(file)) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '-q'], { cwd: copy });
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function checkNamed(name: string): Check {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`no check is named ${name}`);
  return check;
}

async function outcomeWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  try {
    await checkNamed(name).run(copy);
    return 'accepted';
  } catch (error) {
    if (error instanceof CheckFailure) return error.message;
    throw error;
  } finally {
    for (const file of Object.keys(files)) rmSync(join(copy, file));
  }
}

const lines = (count: number) => 'export const line = 1;\n'.repeat(1).concat('// line\n'.repeat(count - 1));

describe('each rule refuses a planted violation', () => {
  const planted: readonly [rule: string, check: string, files: Record<string, string>, words: RegExp][] = [
    ['a wrong type', 'types of .', { 'services/core/planted.ts': "export const count: number = 'one';\n" }, /planted\.ts.*TS2322/],
    ['an index access taken for granted', 'types of .', { 'services/core/planted.ts': 'const list: string[] = [];\nexport const first: string = list[0];\n' }, /TS2322/],
    ['an enum, which Node cannot strip', 'types of .', { 'services/core/planted.ts': 'export enum Colour { red }\n' }, /TS1294/],
    ['Node types in the contract', 'types of services/contract', { 'services/contract/planted.ts': 'export const home = process.cwd();\n' }, /planted\.ts/],
    ['any', 'lint (type-aware)', { 'services/core/planted.ts': 'export const value: any = 1;\n' }, /no-explicit-any/],
    ['a floating promise', 'lint (type-aware)', { 'services/core/planted.ts': 'export function start(): void {\n  Promise.resolve(1);\n}\n' }, /no-floating-promises/],
    ['a thrown string', 'lint (type-aware)', { 'services/core/planted.ts': "export function fail(): never {\n  throw 'text';\n}\n" }, /only-throw-error/],
    ['a default export', 'lint (type-aware)', { 'services/core/planted.ts': 'export default 1;\n' }, /no-default-export/],
    ['four parameters', 'lint (type-aware)', { 'services/core/planted.ts': 'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;\n' }, /max-params/],
    ['the contract importing the core', 'layer rules', { 'services/contract/planted.ts': "import '../core/planted.ts';\n", 'services/core/planted.ts': 'export const core = 1;\n' }, /contract-layer/],
    ['a kind importing another kind', 'layer rules', { 'services/kinds/redis/planted.ts': "import '../nginx/planted.ts';\n", 'services/kinds/nginx/planted.ts': 'export const nginx = 1;\n' }, /kinds-are-islands/],
    ['topology reading files', 'layer rules', { 'services/topology/planted.ts': "import 'node:fs';\n" }, /topology-is-pure/],
    ['the exports using the core', 'layer rules', { 'services/export/planted.ts': "import '../core/planted.ts';\n", 'services/core/planted.ts': 'export const core = 1;\n' }, /export-layer/],
    ['the import using the exports', 'layer rules', { 'services/import/planted.ts': "import '../export/planted.ts';\n", 'services/export/planted.ts': 'export const files = 1;\n' }, /import-layer/],
    ['the import reading files', 'layer rules', { 'services/import/planted.ts': "import 'node:fs';\n" }, /import-is-pure/],
    ['the planner doing work', 'layer rules', { 'services/engine/plan/planted.ts': "import 'node:http';\n" }, /planner-is-pure/],
    ['the command line reaching past the core', 'layer rules', { 'services/shells/cli/planted.ts': "import '../../store/planted.ts';\n", 'services/store/planted.ts': 'export const store = 1;\n' }, /shells-layer/],
    ['the desktop app reaching past the contract', 'layer rules', { 'electron/main/planted.ts': "import '../../services/core/planted.ts';\n", 'services/core/planted.ts': 'export const core = 1;\n' }, /electron-layer/],
    ['Electron outside the desktop app', 'layer rules', { 'services/core/planted.ts': "import 'electron';\n" }, /electron-only-in-desktop/],
    ['the Docker client outside the engine', 'layer rules', { 'services/core/planted.ts': "import 'dockerode';\n" }, /dockerode-only-in-engine/],
    ['SQLite outside the store', 'layer rules', { 'services/core/planted.ts': "import 'better-sqlite3';\n" }, /sqlite-only-in-store/],
    ['a wrong type in the demo', 'types of .', { 'resources/demo/api/src/planted.ts': "export const count: number = 'one';\n" }, /planted\.ts.*TS2322/],
    ['the demo using ours', 'layer rules', { 'resources/demo/api/src/planted.ts': "import '../../../../services/contract/errors.ts';\n" }, /demo-stands-alone/],
    ['a service of the demo using the other one', 'layer rules', { 'resources/demo/api/src/planted.ts': "import '../../worker/src/health.ts';\n" }, /demo-services-are-islands/],
    ['an unused export of the demo', 'unused code', { 'resources/demo/common/planted.ts': 'export const nobody = 1;\n' }, /planted/],
    ['a circle', 'layer rules', { 'services/core/planted-a.ts': "import './planted-b.ts';\n", 'services/core/planted-b.ts': "import './planted-a.ts';\n" }, /no-circular/],
    ['a package that is not declared', 'layer rules', { 'services/core/planted.ts': "import 'docker-modem';\n" }, /declared-packages|dockerode-only/],
    ['an unused export', 'unused code', { 'services/core/planted.ts': 'export const nobody = 1;\n' }, /planted/],
    ['a file of 401 lines', 'file sizes', { 'services/core/planted.ts': lines(401) }, /401 lines/],
    ['a file name in camel case', 'file names', { 'services/core/plantedFile.ts': 'export const name = 1;\n' }, /plantedFile/],
  ];
  it.each(planted)('%s', { timeout: 60_000 }, async (...[, check, files, words]) => {
    expect(await outcomeWith(check, files)).toMatch(words);
  });
});
