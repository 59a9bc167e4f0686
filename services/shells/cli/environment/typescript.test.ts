import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typescriptModule } from './typescript.ts';

const contract = {
  'order-api': { CACHE_URL: 'redis://:hush-hush@cache:6379/0', CACHE_PORT: '6379', CACHE_PASSWORD: 'hush-hush', DEBUG: 'true', LEVEL: 'info', 'discovery.type': 'single-node', EMPTY: '' },
  worker: { SMTP_PORT: '$(SMTP_PORT)' },
};
const text = `${typescriptModule(contract).join('\n')}\n`;
const compiler = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', 'typescript-native', 'bin', 'tsc');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-config-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(folder, 'config.ts'), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it is written as it was', async () => {
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'typescript.golden.txt'));
});

test('it holds no value', () => {
  for (const value of ['hush-hush', '6379', 'single-node', 'info']) expect(text).not.toContain(value);
});

describe('for a compiler', () => {
  const compile = (main: string) => {
    writeFileSync(join(folder, 'main.ts'), main);
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noUnusedLocals', '--noPropertyAccessFromIndexSignature', '--erasableSyntaxOnly', '--allowImportingTsExtensions', '--verbatimModuleSyntax'];
    return spawnSync(process.execPath, [compiler, '--noEmit', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022', '--types', '', ...strict, 'main.ts'], { cwd: folder, encoding: 'utf8' });
  };

  test('types are right, under strict settings and without the types of Node', () => {
    const { status, stdout } = compile("import { loadOrderApiConfig } from './config.ts';\nconst { CACHE_PORT, DEBUG, LEVEL } = loadOrderApiConfig();\nexport const port: number = CACHE_PORT;\nexport const debug: boolean = DEBUG;\nexport const level: string = LEVEL;\n");
    expect([stdout, status]).toEqual(['', 0]);
  });

  test('a variable that is not in the contract is none', () => {
    const { status, stdout } = compile("import { loadOrderApiConfig } from './config.ts';\nexport const { CACHE_HOST } = loadOrderApiConfig();\n");
    expect(status).not.toBe(0);
    expect(stdout).toContain("'CACHE_HOST' does not exist");
  });
});

describe('when a program starts', () => {
  const start = (environment: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'start.ts'), "import { loadOrderApiConfig } from './config.ts';\nprocess.stdout.write(JSON.stringify(loadOrderApiConfig()));\n");
    return spawnSync(process.execPath, ['start.ts'], { cwd: folder, encoding: 'utf8', env: { ...environment } });
  };

  test('values come as what they are', () => {
    const { stdout, status } = start(contract['order-api']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ...contract['order-api'], CACHE_PORT: 6379, DEBUG: true });
  });

  test('all that is missing or wrong is told at once, and no value', () => {
    const { stderr, status } = start({ ...contract['order-api'], CACHE_PORT: '70000', DEBUG: 'yes', CACHE_URL: 'hush', LEVEL: 'x' });
    expect(status).toBe(1);
    expect(stderr).toContain('The environment of order-api is not right: CACHE_URL is not a URL, CACHE_PORT is not a port, DEBUG is not true or false.');
    expect(start({}).stderr).toContain('CACHE_URL is not set, CACHE_PORT is not set, CACHE_PASSWORD is not set');
    expect(stderr).not.toMatch(/70000|hush/);
  });
});
