import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** One rule of the house: resolves with what it looked at, or throws CheckFailure with what it found. */
export interface Check {
  readonly name: string;
  run(root: string): Promise<string>;
}

export class CheckFailure extends Error {}

const execute = promisify(execFile);

async function tool(root: string, script: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await execute(process.execPath, [join(import.meta.dirname, '..', 'node_modules', script), ...args], { cwd: root, maxBuffer: 64 * 2 ** 20 });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new CheckFailure(`${stdout}${stderr}`.trim() || String(error));
  }
}

/** Each layer is also checked alone, with its own types: Node's do not resolve where they must not. */
function typeCheck(project: string): Check {
  return { name: `types of ${project}`, run: async (root) => (await tool(root, 'typescript-native/bin/tsc', ['-p', project]), 'no errors') };
}

const lint: Check = {
  name: 'lint (type-aware)',
  run: async (root) => (await tool(root, 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'])).match(/Finished .*/)?.[0] ?? 'clean',
};

/** dependency-cruiser calls a run over 0 modules a success, so the number of modules is checked as well. */
export function layerRules(minimumModules: number): Check {
  return {
    name: 'layer rules',
    async run(root) {
      const folders = ['electron', 'services', 'renderer', 'scripts', 'test', 'bench', 'resources/demo'].filter((folder) => existsSync(join(root, folder)));
      const output = await tool(root, 'dependency-cruiser/bin/dependency-cruiser.mjs', [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'err']);
      const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
      if (modules < minimumModules) throw new CheckFailure(`only ${modules} modules were looked at; at least ${minimumModules} are there`);
      return `${modules} modules`;
    },
  };
}

const unusedCode: Check = { name: 'unused code', run: async (root) => (await tool(root, 'knip/bin/knip.js', ['--no-progress']), 'none') };

async function trackedFiles(root: string): Promise<string[]> {
  const { stdout } = await execute('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, maxBuffer: 16 * 2 ** 20 });
  return stdout.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

const isCode = (file: string) => /\.(ts|tsx|mjs|js)$/.test(file) && !file.endsWith('.d.ts') && !file.startsWith('test/check/violations/');

/** Median ≤ 60 lines, 90 % ≤ 150, none over 400; tests count for the cap only. */
export const fileBudget: Check = {
  name: 'file sizes',
  async run(root) {
    const sizes = (await trackedFiles(root)).filter(isCode).map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }));
    const tooLong = sizes.filter(({ lines }) => lines > 400);
    if (tooLong.length > 0) throw new CheckFailure(tooLong.map(({ file, lines }) => `${file}: ${lines} lines, the cap is 400`).join('\n'));
    const product = sizes.filter(({ file }) => !file.includes('.test.') && !file.startsWith('test/')).map(({ lines }) => lines).toSorted((a, b) => a - b);
    const at = (share: number) => product[Math.min(product.length - 1, Math.floor(product.length * share))] ?? 0;
    const [median, ninety] = [at(0.5), at(0.9)];
    if (median > 60 || ninety > 150) throw new CheckFailure(`median ${median} lines (budget 60), 90 % within ${ninety} (budget 150)`);
    return `${product.length} files, median ${median} lines, 90 % within ${ninety}`;
  },
};

export const fileNames: Check = {
  name: 'file names',
  async run(root) {
    const wrong = (await trackedFiles(root)).filter((file) => isCode(file) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(file)) && !/^renderer\/.*\.tsx$/.test(file));
    if (wrong.length > 0) throw new CheckFailure(wrong.map((file) => `${file}: file names are kebab-case`).join('\n'));
    return 'kebab-case';
  },
};

export const checks: readonly Check[] = [typeCheck('.'), typeCheck('services/contract'), typeCheck('services/topology'), typeCheck('renderer'), typeCheck('electron/preload'), lint, layerRules(60), unusedCode, fileBudget, fileNames];
