import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from './app.ts';
import { runFolders, stackyard } from './demo-stack.ts';

/** The demo's stack file. */
export const stackFile = (): string => join(runFolders().project, 'stackyard.yaml');

/** For a file of tests that change it: the others are about the stack as it was, and about its services where these tests bring them along. */
export function restoreStackFile({ withServices }: { readonly withServices: boolean }): void {
  let original: string;
  test.beforeEach(() => {
    original = readFileSync(stackFile(), 'utf8');
  });
  test.afterEach(async () => {
    writeFileSync(stackFile(), original);
    if (withServices) await stackyard('up');
  });
}
