import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** What a database in memory may use. */
export type DuckDbLimits = {
  /** For example `1GB`. */
  memoryLimit: string;
  threads: number;
  /** Where it puts what does not fit into memory. */
  temporaryFolder: string;
};

/** Values as JSON has them; large numbers are text. */
export type DuckDbRow = { [column: string]: any };

/**
 * A database in memory, for queries of files. Each query has a connection of its own, so that one which is stopped stops no
 * other.
 */
export class DuckDb {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(limits: DuckDbLimits): Promise<DuckDb> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: limits.memoryLimit,
      threads: String(limits.threads),
      temp_directory: limits.temporaryFolder,
      // Nothing is downloaded at run time.
      autoinstall_known_extensions: 'false',
      // It takes a file that was written anew within a moment for the one before.
      enable_external_file_cache: 'false',
      preserve_insertion_order: 'false',
    });
    return new DuckDb(instance);
  }

  /** @throws the signal's reason when it is aborted, before or meanwhile */
  async query(sql: string, signal: AbortSignal): Promise<DuckDbRow[]> {
    signal.throwIfAborted();
    const connection = await this.#instance.connect();
    const interrupt = () => connection.interrupt();
    signal.addEventListener('abort', interrupt);
    try {
      return await readRows(connection, sql);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  close() {
    this.#instance.closeSync();
  }
}

async function readRows(connection: DuckDBConnection, sql: string) {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson();
}
