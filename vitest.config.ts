import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where a run leaves its results for whoever sums them up; each run writes its own file. */
const results = process.env['HEDDLE_TEST_RESULTS'];
const resultsFile = results && join(results, `${process.pid}-${Date.now()}.json`);

const project = (name: string, include: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [include], ...options },
});

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    conditions: ['heddle-source'],
    // Examples import the package by its name; here that is its source, which the tests' own imports are too.
    alias: [
      { find: /^heddle$/, replacement: join(import.meta.dirname, 'libs/sdk/src/index.ts') },
      { find: /^heddle\/testing$/, replacement: join(import.meta.dirname, 'libs/sdk/src/testing.ts') },
    ],
  },
  ssr: { resolve: { conditions: ['heddle-source'] } },
  test: {
    setupFiles: ['test/support/set-up.ts'],
    reporters: [
      'default',
      ...(resultsFile ? [['json', { outputFile: resultsFile }] as ['json', { outputFile: string }]] : []),
    ],
    projects: [
      project('unit', 'test/unit/**/*.spec.ts'),
      project('medium', 'test/medium/**/*.medium-spec.ts', {
        testTimeout: 30_000,
        hookTimeout: 60_000,
        globalSetup: ['test/support/database/test-postgres.global-setup.ts'],
      }),
      project('cluster', 'test/cluster/**/*.cluster-spec.ts', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      project('e2e', 'test/e2e/**/*.e2e-spec.ts', {
        testTimeout: 30_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      project('replicas', 'test/replicas/**/*.replicas-spec.ts', {
        testTimeout: 60_000,
        fileParallelism: false,
      }),
      project('examples', 'test/examples/**/*.examples-spec.ts', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      project('package', 'test/package/**/*.package-spec.ts', {
        testTimeout: 60_000,
        hookTimeout: 300_000,
        fileParallelism: false,
      }),
      project('browser', 'test/browser/**/*.browser-spec.ts', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
    ],
  },
});
