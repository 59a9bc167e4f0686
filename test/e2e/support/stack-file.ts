import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from './app.ts';
import { runFolders, stackyard } from './demo-stack.ts';

/** The demo's stack file. */
export const stackFile = (): string => join(runFolders().project, 'stackyard.yaml');

/** For a file of tests that change it: the others are about the stack as it was. A test that changes what runs says so first, by `andServices`: they are about its services as well. */
export function restoreStackFile(): { readonly andServices: () => void } {
  let original: string;
  let withServices: boolean;
  test.beforeEach(() => {
    original = readFileSync(stackFile(), 'utf8');
    withServices = false;
  });
  test.afterEach(async () => {
    writeFileSync(stackFile(), original);
    if (withServices) await stackyard('up');
  });
  return {
    andServices() {
      withServices = true;
    },
  };
}
