// Draws the app's icons in every size and container from resources/icons/stackyard.svg and stackyard-small.svg.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iconFiles, iconsFolder } from './icons/icon-files.ts';

const files = iconFiles();
for (const [name, bytes] of files) writeFileSync(join(iconsFolder, name), bytes);
console.log(`${files.size} icons written to resources/icons`);
