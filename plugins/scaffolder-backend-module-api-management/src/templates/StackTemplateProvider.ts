import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import { templatesOf } from './templatesOf';

const NAME = 'api-management-templates';

/** As long as this after the start, the api-management plugin may still be starting itself. */
const STARTUP_MS = 60_000;

/** What can be deployed. */
export type StackTemplateReader = (
  signal: AbortSignal,
) => Promise<StackTemplate[]>;

/** Keeps a template of the scaffolder for each stack that can be deployed. What cannot be read leaves them as they are. */
export class StackTemplateProvider implements EntityProvider {
  readonly #read: StackTemplateReader;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #logger: LoggerService;
  /** What the catalog was given last: the same is not applied again. */
  #applied: string | undefined;

  constructor(options: {
    read: StackTemplateReader;
    taskRunner: SchedulerServiceTaskRunner;
    logger: LoggerService;
  }) {
    this.#read = options.read;
    this.#taskRunner = options.taskRunner;
    this.#logger = options.logger;
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const quietUntil = Date.now() + STARTUP_MS;
    await this.#taskRunner.run({
      id: `${NAME}:refresh`,
      fn: async signal => {
        try {
          await this.#refresh(connection, signal);
        } catch (error) {
          const quiet = Date.now() < quietUntil || signal.aborted;
          this.#logger[quiet ? 'debug' : 'warn'](
            `What can be deployed could not be read, software templates stay as they are: ${stringifyError(
              error,
            )}`,
          );
        }
      },
    });
  }

  async #refresh(connection: EntityProviderConnection, signal: AbortSignal) {
    const entities = templatesOf(await this.#read(signal));
    const text = JSON.stringify(entities);
    if (text === this.#applied) {
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: NAME })),
    });
    this.#applied = text;
  }
}
