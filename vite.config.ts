import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstScreen } from './scripts/renderer/first-screen.ts';

/** Where `stackyard ui` listens, for a page served by Vite while it is worked on. */
const core = process.env['STACKYARD_UI'];

const pages = `${import.meta.dirname}/renderer`;

export default defineConfig({
  root: 'renderer',
  // One build serves browser mode and the desktop app's own protocol.
  base: './',
  plugins: [
    react(),
    firstScreen({
      start: `${pages}/start.ts`,
      large: ['/@codemirror/', '/@lezer/', '/@xterm/', '/uplot/', '/@xyflow/'],
    }),
  ],
  build: {
    outDir: `${import.meta.dirname}/out/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // The content security policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1', port: 5199, strictPort: true, ...(core === undefined ? {} : { proxy: { '/rpc': { target: core, ws: true } } }) },
});
