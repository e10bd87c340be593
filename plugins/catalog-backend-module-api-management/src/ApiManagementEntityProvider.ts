import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { ResponseError, stringifyError } from '@backstage/errors';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { GatewayApiChange } from '@oaf/backstage-plugin-api-management-common';
import {
  gatewayApiEntity,
  type GatewayApiUpsert,
} from './entity/gatewayApiEntity';
import type { GatewayApiChangeReader } from './GatewayApiChangeReader';

const NAME = 'api-management';

/** As long as this after the start, the api-management plugin may still be starting itself. */
const STARTUP_MS = 60_000;

/**
 * Keeps one API entity per imported gateway API.
 *
 * The cursor lives in memory: the catalog's database is not ours, and reading all changes again at a start is cheap.
 * The first refresh of a process therefore applies everything as a full mutation, which also clears out what disappeared
 * without a trace. All later ones apply deltas. A refresh that cannot read leaves the entities as they are.
 *
 * @public
 */
export class ApiManagementEntityProvider implements EntityProvider {
  readonly #read: GatewayApiChangeReader;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #logger: LoggerService;
  #cursor: string | undefined;

  constructor(options: {
    read: GatewayApiChangeReader;
    /** Must run in every process, because every process has a cursor of its own. */
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
          await this.refresh(connection, signal);
        } catch (error) {
          this.#report(error, { quietUntil, signal });
        }
      },
    });
  }

  /** Reads and applies all changes that the catalog has not seen. Throws when they cannot be read. */
  async refresh(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#cursor === undefined) {
      await this.#applyAll(connection, signal);
    }
    // Also right after a full mutation: another process may have applied newer changes, which it has just undone.
    await this.#applyChanges(connection, signal);
  }

  async #applyAll(connection: EntityProviderConnection, signal: AbortSignal) {
    const changes: GatewayApiChange[] = [];
    let page;
    do {
      page = await this.#read(page?.cursor, signal);
      changes.push(...page.items);
    } while (page.more);
    const { added } = this.#toEntities(changes);
    await connection.applyMutation({ type: 'full', entities: added });
    this.#cursor = page.cursor;
    this.#logger.info(`Started with ${added.length} gateway APIs`);
  }

  async #applyChanges(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ) {
    let page;
    do {
      page = await this.#readSince(this.#cursor, signal);
      if (page.items.length > 0) {
        const delta = this.#toEntities(page.items);
        await connection.applyMutation({ type: 'delta', ...delta });
      }
      this.#cursor = page.cursor;
    } while (page.more);
  }

  /** A cursor that the backend does not accept any more is worth nothing: the next refresh starts over. */
  async #readSince(cursor: string | undefined, signal: AbortSignal) {
    try {
      return await this.#read(cursor, signal);
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 400) {
        this.#cursor = undefined;
      }
      throw error;
    }
  }

  /** Only the last change of an API counts; the catalog would apply a mutation's removals first, whatever their order. */
  #toEntities(changes: GatewayApiChange[]) {
    const lastChanges = new Map(changes.map(change => [change.name, change]));
    const added: DeferredEntity[] = [];
    const removed: { entityRef: string; locationKey: string }[] = [];
    for (const change of lastChanges.values()) {
      if (change.type === 'remove') {
        const entityRef = `api:default/${change.name}`;
        removed.push({ entityRef, locationKey: NAME });
      } else if (isUpsert(change)) {
        added.push({ entity: gatewayApiEntity(change), locationKey: NAME });
      } else {
        this.#logger.warn(`Change of ${change.name} has no gateway API`);
      }
    }
    return { added, removed };
  }

  #report(
    error: unknown,
    { quietUntil, signal }: { quietUntil: number; signal: AbortSignal },
  ) {
    const starting = this.#cursor === undefined && Date.now() < quietUntil;
    this.#logger[starting || signal.aborted ? 'debug' : 'warn'](
      `Gateway API changes could not be applied, entities stay as they are: ${stringifyError(
        error,
      )}`,
    );
  }
}

function isUpsert(change: GatewayApiChange): change is GatewayApiUpsert {
  return change.gatewayApi !== undefined;
}
