import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import type { Tell } from '../phases/measureOurs';
import { readWrites } from '../phases/readWrites';
import { whenImported } from '../phases/whenImported';
import { Backend, freePort } from '@oaf/bench-harness';
import { quantile } from '../report/quantile';
import { DocumentSet, unreadableNames } from './documentSet';
import { GatewayProbe } from './GatewayProbe';

/** What a sweep cost, and how the gateway answered meanwhile; milliseconds. */
export type MeasuredSweep = {
  seconds: number;
  cpuSeconds: number;
  answers: { count: number; p99: number; slowest: number };
};

export type MeasuredDocuments = {
  count: number;
  megabytes: number;
  full: MeasuredSweep;
  /** The slowest of some. */
  unchanged: MeasuredSweep & { changes: number };
  changed: MeasuredSweep;
  operations: { shown: number; written: number };
  /** APIs whose document cannot be read, and that say so. */
  told: number;
  unreadable: number;
  peakMemory: number;
};

const SWEEP = 'import-gateway-apis';
const UNCHANGED_SWEEPS = 3;
const PAGE = 100;

class Run {
  readonly #backend: Backend;
  readonly #set: DocumentSet;
  readonly #probe: GatewayProbe;

  constructor(backend: Backend, set: DocumentSet, probe: GatewayProbe) {
    this.#backend = backend;
    this.#set = set;
    this.#probe = probe;
  }

  async measure(started: number, tell: Tell): Promise<MeasuredDocuments> {
    await this.#imported(started);
    const bytes = await this.#set.write();
    const full = await this.#sweep();
    tell(`  import of all: ${full.seconds.toFixed(1)} s; sweeps …`);
    const { apis, ...told } = await this.#told();
    const unchanged = await this.#unchangedSweeps();
    const operations = await this.#operations(apis);
    await this.#set.change();
    const changed = await this.#sweep();
    return {
      count: this.#set.documents.length,
      megabytes: bytes / 1e6,
      full,
      unchanged,
      changed,
      operations,
      ...told,
      peakMemory: this.#backend.process.peakMemory(),
    };
  }

  async #unchangedSweeps() {
    const before = readWrites(this.#backend).changeNumber;
    const sweeps = [];
    while (sweeps.length < UNCHANGED_SWEEPS) {
      sweeps.push(await this.#sweep());
    }
    const [slowest] = sweeps.sort(
      (one, other) => other.answers.slowest - one.answers.slowest,
    );
    const changes = readWrites(this.#backend).changeNumber - before;
    return { ...slowest, changes };
  }

  async #sweep(): Promise<MeasuredSweep> {
    const started = Date.now();
    const cpu = this.#backend.process.cpuSeconds();
    this.#probe.start();
    await this.#backend.trigger('api-management', SWEEP);
    const seconds = await this.#imported(started);
    const answers = await this.#probe.stop();
    return {
      seconds,
      cpuSeconds: this.#backend.process.cpuSeconds() - cpu,
      answers: {
        count: answers.length,
        p99: quantile(answers, 0.99),
        slowest: Math.max(...answers),
      },
    };
  }

  async #imported(since: number): Promise<number> {
    return whenImported(this.#backend, since, { accounts: 1, regions: 1 });
  }

  async #told() {
    const { items } = await this.#backend.api.listGatewayApis({
      query: { limit: PAGE },
    });
    const failed = items.filter(({ importError }) => importError);
    const expected = failed.filter(api => unreadableNames.includes(api.apiId));
    if (failed.length > expected.length) {
      throw new Error(`An import failed: ${JSON.stringify(failed)}`);
    }
    return {
      apis: items,
      told: expected.length,
      unreadable: unreadableNames.length,
    };
  }

  async #operations(apis: GatewayApi[]) {
    const counts = await Promise.all(
      this.#set.documents.map(async ({ name, operations }) => {
        const api = apis.find(({ apiId }) => apiId === name)!;
        return { shown: await this.#shown(api.id), written: operations };
      }),
    );
    return {
      shown: counts.reduce(
        // What one has too many must not make up for what another lacks.
        (sum, { shown, written }) => sum + Math.min(shown, written),
        0,
      ),
      written: counts.reduce((sum, { written }) => sum + written, 0),
    };
  }

  /** How many different operations can be found by paging, each with a definition of its own. */
  async #shown(gatewayApiId: string): Promise<number> {
    const ids = new Set<string>();
    for (;;) {
      const { items } = await this.#backend.api.listOperations({
        path: { gatewayApiId },
        query: { offset: ids.size, limit: PAGE },
      });
      items.forEach(({ id }) => ids.add(id));
      if (items.length < PAGE) {
        return ids.size;
      }
    }
  }
}

/** Imports ten large documents of the embedded gateway at once, again without a change, and again when all have changed. */
export async function measureDocuments(tell: Tell): Promise<MeasuredDocuments> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-documents-'));
  const folder = join(directory, 'documents');
  await mkdir(folder);
  const set = await DocumentSet.create(folder);
  const gatewayUrl = `http://127.0.0.1:${await freePort()}`;
  const started = Date.now();
  const backend = await Backend.start({
    directory,
    apiManagement: {
      gateways: {
        local: {
          baseUrl: gatewayUrl,
          dataDirectory: join(directory, 'gateway'),
          apis: set.paths().map(({ name, path }) => ({
            name,
            definition: path,
            upstream: `http://127.0.0.1:1/${name}`,
          })),
        },
      },
    },
  });
  const probe = new GatewayProbe(gatewayUrl, set.documents[0].name);
  try {
    return await new Run(backend, set, probe).measure(started, tell);
  } catch (error) {
    throw new Error(`${error}\nThe backend said:\n${backend.process.log}`);
  } finally {
    await backend.process.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
