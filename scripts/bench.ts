// `npm run bench -- [part…] [--json]`: figures of speed and memory against their bounds; exits with 1 when one is missed.
import { bench, parts } from '../bench/main.ts';
import { ensureBrowser } from './setup/browser.ts';
import { buildPages } from './setup/pages.ts';
import { projectRoot, requireNode } from './setup/stackyard.ts';

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = [...wanted.filter((word) => !parts.some(({ id }) => id === word)), ...words.filter((word) => word.startsWith('--') && word !== '--json')];
if (unknown.length > 0) {
  console.error(`bench: there is no "${unknown.join('", "')}". Parts: ${parts.map(({ id }) => id).join(', ')}. Option: --json.`);
  process.exit(2);
}
// The command line is measured as users run it: from its bundle.
await requireNode('scripts/build.ts', []);
await buildPages();
process.exit(await bench({ chromium: () => ensureBrowser((message) => console.error(`bench: ${message}`)), directory: projectRoot, parts: parts.filter(({ id }) => wanted.length === 0 || wanted.includes(id)), json: words.includes('--json') }));
