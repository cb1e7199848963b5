import { defineConfig } from 'vitest/config';

const minutes = 60_000;
/** Against what hangs: beside other work, on few cores, everything that doesn't takes its time. */
const limits = { testTimeout: 10 * minutes, hookTimeout: 10 * minutes };

export default defineConfig({
  test: {
    // A worker loads the project, and the CDK, once for all its files: no file changes what another one loads.
    isolate: false,
    // What was made of a file serves all projects, and the next run; by what is in the file and in here.
    experimental: { fsModuleCache: true },
    reporters: ['default', './test/support/left-out-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/deployed-stack.ts',
          // All files share one deployed stack.
          maxWorkers: 1,
          testTimeout: 3 * minutes,
          hookTimeout: 3 * minutes,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{adapters,lib,e2e}/**', 'test/boundaries.test.ts'],
          maxWorkers: '100%',
          ...limits,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'infra',
          include: ['test/lib/**/*.test.ts', 'test/boundaries.test.ts'],
          // Synthesizing takes seconds: one worker does it once for all files.
          maxWorkers: 1,
          ...limits,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'adapters',
          include: ['test/adapters/**/*.test.ts'],
          globalSetup: 'test/support/ministack.ts',
          setupFiles: 'test/support/own-aws.ts',
          maxWorkers: 2,
          ...limits,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
