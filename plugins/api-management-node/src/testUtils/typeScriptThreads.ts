import type { WorkerOptions } from 'node:worker_threads';

/**
 * For `jest.mock('node:worker_threads', …)`: Jest compiles TypeScript in its own threads only.
 *
 * @public
 */
export function typeScriptThreads() {
  const actual = jest.requireActual('node:worker_threads');
  const transform = require.resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  return {
    ...actual,
    Worker: jest.fn(
      (program: string, options: WorkerOptions) =>
        new actual.Worker(program, {
          ...options,
          execArgv: ['--require', transform],
        }),
    ),
  };
}
