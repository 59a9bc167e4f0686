// Builds the app's pages into out/renderer, for browser mode.
import { buildPages } from './setup/pages.ts';

await buildPages();
