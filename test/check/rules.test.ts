import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checks, CheckFailure, type Check } from '../../scripts/checks.ts';

/** A copy of the project with a violation of every rule; each must be refused by its own check, which runs once over all of its violations. */
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

const lines = (count: number) => 'export const line = 1;\n'.repeat(1).concat('// line\n'.repeat(count - 1));

const planted: readonly [rule: string, check: string, files: Record<string, string>, words: RegExp][] = [
  ['a wrong type', 'types of .', { 'services/core/a-wrong-type.ts': "export const count: number = 'one';\n" }, /a-wrong-type\.ts.*TS2322/],
  ['an index access taken for granted', 'types of .', { 'services/core/an-index-access-taken-for-granted.ts': 'const list: string[] = [];\nexport const first: string = list[0];\n' }, /TS2322/],
  ['an enum, which Node cannot strip', 'types of .', { 'services/core/an-enum-which-node-cannot-strip.ts': 'export enum Colour { red }\n' }, /TS1294/],
  ['Node types in the contract', 'types of services/contract', { 'services/contract/node-types-in-the-contract.ts': 'export const home = process.cwd();\n' }, /node-types-in-the-contract\.ts/],
  ['any', 'lint (type-aware)', { 'services/core/any.ts': 'export const value: any = 1;\n' }, /no-explicit-any/],
  ['a floating promise', 'lint (type-aware)', { 'services/core/a-floating-promise.ts': 'export function start(): void {\n  Promise.resolve(1);\n}\n' }, /no-floating-promises/],
  ['a thrown string', 'lint (type-aware)', { 'services/core/a-thrown-string.ts': "export function fail(): never {\n  throw 'text';\n}\n" }, /only-throw-error/],
  ['a default export', 'lint (type-aware)', { 'services/core/a-default-export.ts': 'export default 1;\n' }, /no-default-export/],
  ['four parameters', 'lint (type-aware)', { 'services/core/four-parameters.ts': 'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;\n' }, /max-params/],
  ['the contract importing the core', 'layer rules', { 'services/contract/the-contract-importing-the-core.ts': "import '../core/the-contract-importing-the-core.ts';\n", 'services/core/the-contract-importing-the-core.ts': 'export const core = 1;\n' }, /contract-layer/],
  ['a kind importing another kind', 'layer rules', { 'services/kinds/redis/a-kind-importing-another-kind.ts': "import '../nginx/a-kind-importing-another-kind.ts';\n", 'services/kinds/nginx/a-kind-importing-another-kind.ts': 'export const nginx = 1;\n' }, /kinds-are-islands/],
  ['topology reading files', 'layer rules', { 'services/topology/topology-reading-files.ts': "import 'node:fs';\n" }, /topology-is-pure/],
  ['the exports using the core', 'layer rules', { 'services/export/the-exports-using-the-core.ts': "import '../core/the-exports-using-the-core.ts';\n", 'services/core/the-exports-using-the-core.ts': 'export const core = 1;\n' }, /export-layer/],
  ['the import using the exports', 'layer rules', { 'services/import/the-import-using-the-exports.ts': "import '../export/the-import-using-the-exports.ts';\n", 'services/export/the-import-using-the-exports.ts': 'export const files = 1;\n' }, /import-layer/],
  ['the import reading files', 'layer rules', { 'services/import/the-import-reading-files.ts': "import 'node:fs';\n" }, /import-is-pure/],
  ['the planner doing work', 'layer rules', { 'services/engine/plan/the-planner-doing-work.ts': "import 'node:http';\n" }, /planner-is-pure/],
  ['the command line reaching past the core', 'layer rules', { 'services/shells/cli/the-command-line-reaching-past-the-core.ts': "import '../../store/the-command-line-reaching-past-the-core.ts';\n", 'services/store/the-command-line-reaching-past-the-core.ts': 'export const store = 1;\n' }, /shells-layer/],
  ['the desktop app reaching past the contract', 'layer rules', { 'electron/main/the-desktop-app-reaching-past-the-contract.ts': "import '../../services/core/the-desktop-app-reaching-past-the-contract.ts';\n", 'services/core/the-desktop-app-reaching-past-the-contract.ts': 'export const core = 1;\n' }, /electron-layer/],
  ['Electron outside the desktop app', 'layer rules', { 'services/core/electron-outside-the-desktop-app.ts': "import 'electron';\n" }, /electron-only-in-desktop/],
  ['the Docker client outside the engine', 'layer rules', { 'services/core/the-docker-client-outside-the-engine.ts': "import 'dockerode';\n" }, /dockerode-only-in-engine/],
  ['SQLite outside the store', 'layer rules', { 'services/core/sqlite-outside-the-store.ts': "import 'better-sqlite3';\n" }, /sqlite-only-in-store/],
  ['a wrong type in the demo', 'types of .', { 'resources/demo/api/src/a-wrong-type-in-the-demo.ts': "export const count: number = 'one';\n" }, /a-wrong-type-in-the-demo\.ts.*TS2322/],
  ['the demo using ours', 'layer rules', { 'resources/demo/api/src/the-demo-using-ours.ts': "import '../../../../services/contract/errors.ts';\n" }, /demo-stands-alone/],
  ['a service of the demo using the other one', 'layer rules', { 'resources/demo/api/src/a-service-of-the-demo-using-the-other-one.ts': "import '../../worker/src/health.ts';\n" }, /demo-services-are-islands/],
  ['an unused export of the demo', 'unused code', { 'resources/demo/common/an-unused-export-of-the-demo.ts': 'export const nobody = 1;\n' }, /an-unused-export-of-the-demo/],
  ['a circle', 'layer rules', { 'services/core/a-circle-a.ts': "import './a-circle-b.ts';\n", 'services/core/a-circle-b.ts': "import './a-circle-a.ts';\n" }, /no-circular/],
  ['a package that is not declared', 'layer rules', { 'services/core/a-package-that-is-not-declared.ts': "import 'docker-modem';\n" }, /declared-packages|dockerode-only/],
  ['an unused export', 'unused code', { 'services/core/an-unused-export.ts': 'export const nobody = 1;\n' }, /an-unused-export/],
  ['a file of 401 lines', 'file sizes', { 'services/core/a-file-of-401-lines.ts': lines(401) }, /401 lines/],
  ['a file name in camel case', 'file names', { 'services/core/plantedFile.ts': 'export const name = 1;\n' }, /plantedFile/],
];

const runs = new Map<string, Promise<string>>();

/** What a check says of a copy that holds the violations meant for it, and nothing else that was planted. */
function refusalOf(name: string): Promise<string> {
  const known = runs.get(name);
  if (known !== undefined) return known;
  const refused = plant(name);
  runs.set(name, refused);
  return refused;
}

async function plant(name: string): Promise<string> {
  const files = Object.entries(Object.assign({}, ...planted.filter(([, check]) => check === name).map(([, , each]) => each)) as Record<string, string>);
  for (const [file, text] of files) {
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
    for (const [file] of files) rmSync(join(copy, file));
  }
}

it.each(planted)('%s is refused', { timeout: 120_000 }, async (...[, check, files, words]) => {
  const places = (await refusalOf(check)).split(check.startsWith('lint') ? '\n\n' : '\n');
  const [file = ''] = Object.keys(files);
  expect(places.filter((place) => place.includes(file)).join('\n')).toMatch(words);
});
