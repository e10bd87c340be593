import {
  GetQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
} from '@aws-sdk/client-athena';
import { AthenaQueries } from './AthenaQueries';
import { ScanBudget } from './ScanBudget';

const place = { database: 'oaf_test', workgroup: 'oaf' };

/** Of a client whose queries stay as they are. */
function clientWith(execution: object) {
  const sent: object[] = [];
  const client = {
    send: async (command: object) => {
      sent.push(command);
      return command instanceof GetQueryExecutionCommand
        ? { QueryExecution: execution }
        : { QueryExecutionId: 'q-1' };
    },
  } as unknown as AthenaClient;
  return { client, sent };
}

describe('AthenaQueries', () => {
  it('stops a query when it is told to stop', async () => {
    const { client, sent } = clientWith({ Status: { State: 'RUNNING' } });
    const queries = new AthenaQueries(client, place, new ScanBudget(1));
    const stop = new AbortController();
    const running = queries.run('select 1', stop.signal);
    setTimeout(() => stop.abort(new Error('Stop')), 10);
    await expect(running).rejects.toThrow('Stop');
    const last = sent.at(-1);
    expect(last).toBeInstanceOf(StopQueryExecutionCommand);
    expect(last).toMatchObject({ input: { QueryExecutionId: 'q-1' } });
  });

  it('says that the limit of the workgroup was reached, and counts what was read', async () => {
    const budget = new ScanBudget(11 * 1024 ** 2);
    const { client } = clientWith({
      Status: {
        State: 'CANCELLED',
        StateChangeReason:
          'Query cancelled! : Bytes scanned limit was exceeded',
      },
      Statistics: { DataScannedInBytes: 12 * 1024 ** 2 },
    });
    const queries = new AthenaQueries(client, place, budget);
    const { signal } = new AbortController();
    await expect(queries.run('select 1', signal)).rejects.toThrow(
      'CANCELLED): Query cancelled! : Bytes scanned limit was exceeded',
    );
    expect(() => budget.require()).toThrow('maxScannedBytesPerDay');
  });
});

describe('ScanBudget', () => {
  it('counts 10 MiB for each query at least, and begins anew each day', () => {
    let now = Date.UTC(2026, 10, 20, 23, 59);
    const budget = new ScanBudget(20 * 1024 ** 2, () => now);
    budget.spend(0);
    budget.require();
    budget.spend(1);
    expect(() => budget.require()).toThrow('20971520 bytes on 2026-11-20');
    now += 60_000;
    budget.require();
  });
});
