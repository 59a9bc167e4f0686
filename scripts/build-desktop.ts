// Builds the desktop app: its pages into out/renderer, its processes into out/desktop.
import { buildDesktop } from './setup/desktop.ts';
import { buildPages } from './setup/pages.ts';

await Promise.all([buildPages(), buildDesktop()]);
