import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['electron/**/*.test.ts', 'services/**/*.test.ts', 'renderer/**/*.test.ts', 'scripts/**/*.test.ts', 'resources/demo/**/*.test.ts', 'bench/**/*.test.ts', 'test/check/**/*.test.ts', 'test/contract/**/*.test.ts', 'test/browser-server/**/*.test.ts'], testTimeout: 20_000 } },
      // Real engine: one file at a time, since they share ports, names and the engine itself.
      { test: { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 } },
      // On the cluster that `npm run test:kubernetes` starts.
      { test: { name: 'kubernetes', include: ['test/kubernetes/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000 } },
    ],
  },
});
