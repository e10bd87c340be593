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
import type { OwnEntityReader } from './OwnEntityReader';

const NAME = 'api-management';

/** As long as this after the start, the api-management plugin may still be starting itself. */
const STARTUP_MS = 60_000;

/**
 * Keeps one API entity per imported gateway API.
 *
 * The cursor lives in memory: the catalog's database is not ours, and reading all changes again at a start is cheap, since
 * the catalog passes over entities that it has. Everything is applied page by page as deltas, so that definitions are
 * never held all at once. After the first read of a process, entities are removed of which the backend knows nothing any
 * more. A refresh that cannot read leaves the entities as they are.
 *
 * @public
 */
export class ApiManagementEntityProvider implements EntityProvider {
  readonly #read: GatewayApiChangeReader;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #logger: LoggerService;
  readonly #readOwnEntities: OwnEntityReader;
  /** Entity references by the name of the change: an API whose namespace changes leaves its old one. */
  #entityRefs = new Map<string, string>();
  #cursor: string | undefined;
  #cleared = false;

  constructor(options: {
    read: GatewayApiChangeReader;
    readOwnEntities: OwnEntityReader;
    /** Must run in every process, because every process has a cursor of its own. */
    taskRunner: SchedulerServiceTaskRunner;
    logger: LoggerService;
  }) {
    this.#read = options.read;
    this.#readOwnEntities = options.readOwnEntities;
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
    const complete = await this.#applyChanges(connection, signal);
    if (complete && !this.#cleared) {
      await this.#removeUnknown(connection, signal);
    }
  }

  /** Takes out what disappeared without a trace, for example because the backend has another database now. */
  async #removeUnknown(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ) {
    const found = await this.#readOwnEntities();
    // What another process has added meanwhile is among these changes.
    if (!(await this.#applyChanges(connection, signal))) {
      return;
    }
    const known = new Set(this.#entityRefs.values());
    const unknown = found.filter(entityRef => !known.has(entityRef));
    if (unknown.length > 0) {
      const removed = unknown.map(toRemoval);
      await connection.applyMutation({ type: 'delta', added: [], removed });
    }
    this.#cleared = true;
    this.#logger.info(
      `Started with ${known.size} gateway APIs, ${unknown.length} entities of others were removed`,
    );
  }

  /** Answers false when the backend has more changes that it will tell later. */
  async #applyChanges(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<boolean> {
    let page;
    do {
      page = await this.#readSince(this.#cursor, signal);
      if (page.items.length > 0) {
        const delta = this.#toEntities(page.items);
        await connection.applyMutation({ type: 'delta', ...delta });
        this.#remember(page.items);
      }
      this.#cursor = page.cursor;
    } while (page.more && page.items.length > 0);
    return !page.more;
  }

  /** A cursor that the backend does not accept any more is worth nothing: the next refresh starts over. */
  async #readSince(cursor: string | undefined, signal: AbortSignal) {
    try {
      return await this.#read(cursor, signal);
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 400) {
        this.#cursor = undefined;
        this.#cleared = false;
        this.#entityRefs = new Map();
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
      const former = this.#entityRefs.get(change.name);
      const entityRef = entityRefOf(change);
      if (former !== undefined && former !== entityRef) {
        removed.push(toRemoval(former));
      }
      if (change.type === 'remove') {
        removed.push(toRemoval(entityRef));
      } else if (isUpsert(change)) {
        added.push({ entity: gatewayApiEntity(change), locationKey: NAME });
      } else {
        this.#logger.warn(`Change of ${change.name} has no gateway API`);
      }
    }
    return { added, removed };
  }

  #remember(changes: GatewayApiChange[]) {
    for (const change of changes) {
      if (change.type === 'remove') {
        this.#entityRefs.delete(change.name);
      } else {
        this.#entityRefs.set(change.name, entityRefOf(change));
      }
    }
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

function entityRefOf({ entityRef, gatewayApi, name }: GatewayApiChange) {
  return entityRef ?? gatewayApi?.entityRef ?? `api:default/${name}`;
}

function toRemoval(entityRef: string) {
  return { entityRef, locationKey: NAME };
}
