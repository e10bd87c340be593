import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { JobFailure } from '@oaf/backstage-plugin-api-management-node/threads';
import type { GatewayApiStore, StoredDefinition } from '../GatewayApiStore';
import { decompressText } from '../snapshot/compressedText';
import type { DefinitionThread, OutlinedOperation } from './DefinitionThread';

/** Reads definitions for people, large ones without keeping the main thread. */
export class DefinitionReader {
  readonly #apis: GatewayApiStore;
  readonly #thread: DefinitionThread;

  constructor(apis: GatewayApiStore, thread: DefinitionThread) {
    this.#apis = apis;
    this.#thread = thread;
  }

  /** @throws NotFoundError */
  async read(apiId: string): Promise<StoredDefinition> {
    const definition = await this.#apis.readDefinition(apiId);
    if (!definition?.hash) {
      throw new NotFoundError(`No definition of gateway API ${apiId} is kept`);
    }
    return definition;
  }

  /** All operations, by tag; none of what is not OpenAPI. */
  async operations(apiId: string): Promise<OutlinedOperation[]> {
    const outline = await this.#apis.readOutline(apiId);
    if (outline) {
      return JSON.parse(await decompressText(outline));
    }
    const { format, ...packed } = await this.read(apiId);
    return format === 'openapi'
      ? answered(this.#thread.run('operations', packed))
      : [];
  }

  /**
   * JSON of a document of one operation.
   *
   * @throws NotFoundError
   */
  async operation(apiId: string, operation: string): Promise<string> {
    const { format, ...packed } = await this.read(apiId);
    const document =
      format === 'openapi' &&
      (await answered(this.#thread.run('operation', { ...packed, operation })));
    if (!document) {
      throw new NotFoundError(
        `The definition of gateway API ${apiId} has no operation ${operation}`,
      );
    }
    return document;
  }
}

async function answered<Result>(job: Promise<Result>): Promise<Result> {
  try {
    return await job;
  } catch (error) {
    throw error instanceof JobFailure
      ? new ServiceUnavailableError(
          `The definition cannot be read: ${error.message}. Download its text instead.`,
        )
      : error;
  }
}
