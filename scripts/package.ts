// Makes the packages of the desktop app: npm run package [-- [--download] [--drivable] [TARGET…]]. See docs/packaging.md.
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { StackyardError } from '../services/contract/errors.ts';
import { makePackage } from './package/make-package.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { download: { type: 'boolean', default: false }, drivable: { type: 'boolean', default: false } } });
try {
  const made = await makePackage({ targets: positionals, ...values, say: (message) => console.error(`stackyard: ${message}`) });
  for (const file of made.files) console.log(relative(process.cwd(), file));
} catch (error) {
  if (!(error instanceof StackyardError)) throw error;
  console.error(`stackyard: ${error.message}\n${error.hint ?? ''}`);
  process.exitCode = 1;
}
