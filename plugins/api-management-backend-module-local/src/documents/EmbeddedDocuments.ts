import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import {
  type ApiDefinition,
  type CompressedDefinition,
  GatewayError,
} from '@oaf/backstage-plugin-api-management-node';
import {
  JobFailure,
  JobThread,
} from '@oaf/backstage-plugin-api-management-node/threads';
import type { LocalApi } from '../config';
import type {
  PublishAnswer,
  PublishedDocument,
  PublishRequest,
} from './publishDocument';
import { stamp } from './stamp';
import type { StampedFile } from './stamp';

const PROGRAM =
  '@oaf/backstage-plugin-api-management-backend-module-local/documentThread';

/** 10 MB of YAML take 10 seconds and 400 MB. */
const TIMEOUT_MS = 120_000;
const MEMORY_MB = 384;

/** So soon, that the import's other threads find the memory free. */
const IDLE_MS = 2_000;

const decompress = promisify(zstdDecompress);

type Jobs = { publishDocument(request: PublishRequest): PublishAnswer };

/**
 * What came of reading a document last. The text stays until somebody takes it; `passing`: the same files may be read with
 * more luck another time.
 */
type Reading = { files: StampedFile[] } & (
  | (Omit<PublishedDocument, 'zstd'> & {
      zstd?: Uint8Array;
      problem?: undefined;
    })
  | { problem: string; passing?: boolean }
);

/**
 * The OpenAPI documents of the embedded APIs. They are read in a thread, and only when their files have changed: to see
 * that, the main thread looks at the files' stamps and reads nothing.
 */
export class EmbeddedDocuments {
  readonly #thread = new JobThread<Jobs>({
    program: require.resolve(PROGRAM),
    timeoutMs: TIMEOUT_MS,
    memoryMb: MEMORY_MB,
    idleMs: IDLE_MS,
  });
  readonly #readings = new Map<string, Reading>();

  /**
   * What an API's document says, or why it cannot be read.
   *
   * @param options - `again`: tries once more what failed without being the document's fault
   */
  async read(
    api: LocalApi,
    { again = false }: { again?: boolean } = {},
  ): Promise<Reading> {
    const known = this.#readings.get(api.name);
    if (known && !(again && isPassing(known)) && (await isCurrent(known))) {
      return known;
    }
    const reading = await this.#publish(api);
    this.#readings.set(api.name, reading);
    return reading;
  }

  /**
   * Takes the published definition, which is not kept here.
   *
   * @throws GatewayError when the document cannot be read
   */
  async take(api: LocalApi): Promise<ApiDefinition | CompressedDefinition> {
    let reading = await this.read(api);
    if (reading.problem === undefined && !reading.zstd) {
      this.#readings.delete(api.name);
      reading = await this.read(api);
    }
    if (reading.problem !== undefined) {
      throw new GatewayError('unavailable', reading.problem);
    }
    const { zstd, ...rest } = reading;
    this.#readings.set(api.name, rest);
    const format = 'openapi';
    return rest.bytes > definitionLimits.catalog
      ? { format, zstd: zstd!, bytes: rest.bytes }
      : { format, text: (await decompress(zstd!)).toString() };
  }

  async stop() {
    await this.#thread.stop();
  }

  async #publish(api: LocalApi): Promise<Reading> {
    const { definition, definitionFolder, upstream, invokeUrl } = api;
    try {
      const answer = await this.#thread.run('publishDocument', {
        api: { definition, definitionFolder, upstream, invokeUrl },
        maxBytes: definitionLimits.kept,
      });
      return answer.problem === undefined
        ? answer
        : { ...answer, problem: sentence(api, answer.problem) };
    } catch (error) {
      if (!(error instanceof JobFailure) || error.reason === 'stopped') {
        throw error;
      }
      const files = [await stamp(definition)];
      return { files, problem: sentence(api, error.message), passing: true };
    }
  }
}

function isPassing(reading: Reading): boolean {
  return reading.problem !== undefined && reading.passing === true;
}

async function isCurrent({ files }: Reading): Promise<boolean> {
  const now = await Promise.all(files.map(({ path }) => stamp(path)));
  return files.every((file, index) => file.stamp === now[index].stamp);
}

function sentence({ configKey }: LocalApi, reason: string): string {
  const end = /[.!?]$/.test(reason) ? '' : '.';
  return `The OpenAPI document that '${configKey}.definition' names cannot be read: ${reason}${end}`;
}
