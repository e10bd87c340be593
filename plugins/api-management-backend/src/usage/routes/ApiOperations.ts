import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { DefinitionReader } from '../../discovery/definition/DefinitionReader';
import { byPrecedence } from './byPrecedence';
import type {
  CalledApi,
  Operations,
  OperationStore,
  ReadOperations,
} from './OperationStore';

/** A document that cannot be read is tried again by then: perhaps the machine had no time. */
const RETRY_MS = 86_400_000;

const MAX_PROBLEM = 500;

/**
 * The operations of APIs, out of their documents. A document is read once, and what was found is kept by the hash of its
 * text; calls of an API whose document cannot be read are counted without operations.
 */
export class ApiOperations {
  readonly #store: OperationStore;
  readonly #reader: DefinitionReader;
  readonly #logger: LoggerService;
  #known = new Map<string, Operations>();

  constructor(options: {
    operationStore: OperationStore;
    definitionReader: DefinitionReader;
    logger: LoggerService;
  }) {
    this.#store = options.operationStore;
    this.#reader = options.definitionReader;
    this.#logger = options.logger;
  }

  /** By hash. */
  async of(
    apis: CalledApi[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Operations>> {
    const wanted = new Map(
      apis.flatMap(({ id, definitionHash }) =>
        definitionHash ? [[definitionHash, id] as const] : [],
      ),
    );
    const now = Date.now();
    const found = await this.#store.find(
      [...wanted.keys()].filter(hash => !this.#known.has(hash)),
      now - RETRY_MS,
    );
    const known = new Map<string, Operations>();
    for (const [hash, id] of wanted) {
      signal.throwIfAborted();
      known.set(
        hash,
        this.#known.get(hash) ??
          (found.get(hash) ?? (await this.#read(hash, id, now))).operations,
      );
    }
    this.#known = known;
    return known;
  }

  async #read(
    hash: string,
    apiId: string,
    now: number,
  ): Promise<ReadOperations> {
    const found = await this.#operationsOf(apiId);
    await this.#store.save(hash, found, now);
    return found;
  }

  async #operationsOf(apiId: string): Promise<ReadOperations> {
    try {
      const operations = byPrecedence(await this.#reader.operations(apiId));
      return { operations, problem: null };
    } catch (error) {
      const problem = stringifyError(error).slice(0, MAX_PROBLEM);
      this.#logger.warn(
        `Calls of gateway API ${apiId} are counted without operations: ${problem}`,
      );
      return { operations: [], problem };
    }
  }
}
