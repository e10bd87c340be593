import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/** A task as the scaffolder gives it to an action; `checkpoints` outlive it, as in the scaffolder's database. */
export function taskOf(
  input: object,
  options: {
    checkpoints?: Map<string, unknown>;
    signal?: AbortSignal;
    isDryRun?: boolean;
    workspacePath?: string;
  } = {},
) {
  const { checkpoints = new Map(), signal, isDryRun, workspacePath } = options;
  const lines: string[] = [];
  const outputs: Record<string, unknown> = {};
  const say = (message: string) => void lines.push(message);
  const logger = mockServices.logger.mock({ info: say, warn: say });
  const context = {
    input,
    logger,
    signal,
    isDryRun,
    workspacePath,
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
    getInitiatorCredentials: async () =>
      mockCredentials.user('user:default/ada'),
    async checkpoint({ key, fn }: { key: string; fn: () => unknown }) {
      if (!checkpoints.has(key)) {
        checkpoints.set(key, await fn());
      }
      return checkpoints.get(key);
    },
  };
  return { context: context as any, lines, outputs };
}

/** What the actions need of a backend whose api-management plugin answers at this address. */
export const servicesAt = (address: string) => ({
  auth: mockServices.auth({ pluginId: 'scaffolder' }),
  config: mockServices.rootConfig({
    data: { app: { baseUrl: 'https://portal.example' } },
  }),
  discovery: mockServices.discovery.mock({ getBaseUrl: async () => address }),
});
