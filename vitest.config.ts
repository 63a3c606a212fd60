import { defineConfig } from 'vitest/config';

const project = (name: string, include: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [include], ...options },
});

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    setupFiles: ['reflect-metadata'],
    projects: [
      project('unit', 'test/unit/**/*.spec.ts'),
      project('medium', 'test/medium/**/*.medium-spec.ts', { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('cluster', 'test/cluster/**/*.cluster-spec.ts', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
      project('e2e', 'test/e2e/**/*.e2e-spec.ts', { testTimeout: 30_000, hookTimeout: 60_000, fileParallelism: false }),
      project('browser', 'test/browser/**/*.browser-spec.ts', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
    ],
  },
});
