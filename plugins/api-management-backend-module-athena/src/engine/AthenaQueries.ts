import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import { ScanBudget } from './ScanBudget';
import { sleep } from './sleep';

const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 5000;

const longer = (wait: number) => Math.min(wait * 1.5, LAST_WAIT_MS);

/** A row; Athena tells all values as text, and nothing of null. */
export type AthenaRow = { [column: string]: string | null };

export type AthenaPlace = { database: string; workgroup: string };

/** Runs queries one by one within a budget of bytes, and reads all pages of their results. */
export class AthenaQueries {
  readonly #client: AthenaClient;
  readonly #place: AthenaPlace;
  readonly #budget: ScanBudget;

  constructor(client: AthenaClient, place: AthenaPlace, budget: ScanBudget) {
    this.#client = client;
    this.#place = place;
    this.#budget = budget;
  }

  /**
   * @throws QuotaError when the bytes of the day are used up
   * @throws Error when Athena refuses the query, or stops it at the limit of its workgroup
   */
  async run(sql: string, signal: AbortSignal): Promise<AthenaRow[]> {
    signal.throwIfAborted();
    this.#budget.require();
    const { database, workgroup } = this.#place;
    const { QueryExecutionId } = await this.#client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: database },
        WorkGroup: workgroup,
      }),
      { abortSignal: signal },
    );
    await this.#finish(QueryExecutionId!, signal);
    return this.#read(QueryExecutionId!, signal);
  }

  async #finish(id: string, signal: AbortSignal): Promise<void> {
    try {
      for (let wait = FIRST_WAIT_MS; ; wait = longer(wait)) {
        if (this.#isDone(await this.#look(id, signal))) {
          return;
        }
        await sleep(wait, signal);
      }
    } catch (error) {
      if (signal.aborted) {
        // What was read until then is paid for.
        await this.#client.send(
          new StopQueryExecutionCommand({ QueryExecutionId: id }),
        );
      }
      throw error;
    }
  }

  async #look(id: string, signal: AbortSignal): Promise<QueryExecution> {
    const { QueryExecution: execution } = await this.#client.send(
      new GetQueryExecutionCommand({ QueryExecutionId: id }),
      { abortSignal: signal },
    );
    return execution!;
  }

  #isDone({ Status, Statistics }: QueryExecution): boolean {
    const { State, StateChangeReason } = Status ?? {};
    if (State === 'QUEUED' || State === 'RUNNING') {
      return false;
    }
    this.#budget.spend(Statistics?.DataScannedInBytes ?? 0);
    if (State !== 'SUCCEEDED') {
      throw new Error(
        `Athena did not answer a query of the access log (${State}): ${StateChangeReason}`,
      );
    }
    return true;
  }

  async #read(id: string, signal: AbortSignal): Promise<AthenaRow[]> {
    const rows: AthenaRow[] = [];
    let token: string | undefined;
    let isFirst = true;
    do {
      const page = await this.#client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }),
        { abortSignal: signal },
      );
      const names = page.ResultSet!.ResultSetMetadata!.ColumnInfo!.map(
        ({ Name }) => Name!,
      );
      // The first row of all has the names.
      for (const { Data = [] } of page.ResultSet!.Rows!.slice(
        isFirst ? 1 : 0,
      )) {
        rows.push(
          Object.fromEntries(
            names.map((name, at) => [name, Data[at]?.VarCharValue ?? null]),
          ),
        );
      }
      token = page.NextToken;
      isFirst = false;
    } while (token);
    return rows;
  }
}
