import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Backend,
  eventually,
  linkAccounts,
  Simulator,
} from '@oaf/bench-harness';
import { generateAccounts } from '@oaf/control-plane-simulator';
import type { Counts } from '@oaf/control-plane-simulator';
import { CatalogProbe } from './CatalogProbe';
import type { RequestRate } from '../report/bound';
import { readWrites } from './readWrites';
import { whenImported } from './whenImported';

export type Scale = { accounts: number; apisPerRegion: number };

/** Takes a line about how far the run is. */
export type Tell = (text: string) => void;

export type Measured = {
  full: {
    seconds: number;
    /** From the request to verify all links to the first call. */
    secondsBefore: number;
    requests: number;
    throttled: number;
    maxPerSecond: number;
    exported: number;
    cpuSeconds: number;
  };
  /** Milliseconds, during the full import. */
  catalogQuery: { p50: number; p99: number };
  /** Until the catalog was given all entities, and until it shows them; undefined when that was not waited for. */
  givenSeconds: number;
  shownSeconds: number | undefined;
  refresh: {
    seconds: number;
    requests: number;
    throttled: number;
    exported: number;
    changes: number;
    catalogWrites: number;
  };
  change: { exported: number; throttled: number; changes: number };
  peakMemory: number;
};

const SWEEP = 'import-gateway-apis';
/** An odd number, so that there is one in the middle. */
const REFRESHES = 3;
/** A bucket is full again after burst / rate: 4 seconds. */
const REFILL_MS = 5_000;
const CATALOG_LIMIT_MS = 1_800_000;

function summary(counts: Counts) {
  const { requests, throttled, maxPerSecond, operations } = counts;
  const exported =
    (operations['apigateway:GetExport'] ?? 0) +
    (operations['apigateway:v2:ExportApi'] ?? 0);
  return { requests, throttled, maxPerSecond, exported };
}

class Run {
  readonly #backend: Backend;
  readonly #simulator: Simulator;
  readonly #accounts: ReturnType<typeof generateAccounts>;
  readonly #apiCount: number;
  readonly #awaitsCatalog: boolean;
  readonly #tell: Tell;

  constructor(
    backend: Backend,
    simulator: Simulator,
    options: { scale: Scale; awaitsCatalog: boolean; tell: Tell },
  ) {
    const { scale } = options;
    this.#backend = backend;
    this.#simulator = simulator;
    this.#awaitsCatalog = options.awaitsCatalog;
    this.#tell = options.tell;
    this.#accounts = generateAccounts(scale);
    this.#apiCount =
      scale.accounts * this.#accounts[0].regions.length * scale.apisPerRegion;
  }

  async measure(): Promise<Measured> {
    const batchId = await linkAccounts(
      this.#backend,
      this.#simulator,
      this.#accounts.map(({ accountId }) => accountId),
    );
    const probe = new CatalogProbe(this.#backend);
    const started = Date.now();
    const cpu = this.#backend.process.cpuSeconds();
    probe.start();
    await this.#backend.api.verifyAccountLinkBatch({ path: { batchId } });
    const secondsAfter = await this.#imported(started);
    const cpuSeconds = this.#backend.process.cpuSeconds() - cpu;
    const catalogQuery = await probe.stop();
    const counts = await this.#simulator.counts();
    const secondsBefore = (counts.firstRequestAt! - started) / 1000;
    const seconds = secondsAfter - secondsBefore;
    this.#tell(
      `  full import: ${seconds.toFixed(1)} s; the catalog takes it in …`,
    );
    const givenSeconds = await this.#given(started);
    const shownSeconds = this.#awaitsCatalog
      ? await this.#shown(started)
      : undefined;
    this.#tell('  refresh …');
    const refresh = await this.#refresh();
    this.#tell(`  refresh without a change: ${refresh.seconds.toFixed(1)} s`);
    return {
      full: { ...summary(counts), seconds, secondsBefore, cpuSeconds },
      catalogQuery,
      givenSeconds,
      shownSeconds,
      refresh,
      change: await this.#changeOne(),
      peakMemory: this.#backend.process.peakMemory(),
    };
  }

  async #imported(since: number): Promise<number> {
    return whenImported(this.#backend, since, {
      accounts: this.#accounts.length,
      regions: this.#accounts[0].regions.length,
    });
  }

  /** The seconds until the catalog was given all entities. */
  async #given(started: number): Promise<number> {
    await eventually(
      async () => readWrites(this.#backend).entities === this.#apiCount,
      {
        everyMs: 1000,
        withinMs: CATALOG_LIMIT_MS,
        what: 'Giving the catalog all entities',
      },
    );
    return (Date.now() - started) / 1000;
  }

  /** The seconds until the catalog shows all entities. */
  async #shown(started: number): Promise<number> {
    await eventually(
      async () => {
        const { totalItems } = await this.#backend.queryCatalog('limit=0');
        return totalItems === this.#apiCount;
      },
      {
        everyMs: 2000,
        withinMs: CATALOG_LIMIT_MS,
        what: 'Showing all entities in the catalog',
      },
    );
    return (Date.now() - started) / 1000;
  }

  /** The middle one of some refreshes by time, with the writes of all of them. */
  async #refresh(): Promise<Measured['refresh']> {
    const before = readWrites(this.#backend);
    const runs = [];
    while (runs.length < REFRESHES) {
      const seconds = await this.#sweep();
      runs.push({ seconds, ...summary(await this.#simulator.counts()) });
    }
    const after = readWrites(this.#backend);
    runs.sort((one, other) => one.seconds - other.seconds);
    return {
      ...runs[(REFRESHES - 1) / 2],
      throttled: runs.reduce((sum, run) => sum + run.throttled, 0),
      exported: runs.reduce((sum, run) => sum + run.exported, 0),
      changes: after.changeNumber - before.changeNumber,
      catalogWrites:
        after.entities - before.entities ||
        Number(after.lastEntityAt !== before.lastEntityAt),
    };
  }

  async #changeOne(): Promise<Measured['change']> {
    const [{ accountId, regions, apis }] = this.#accounts;
    const [{ apiId }] = apis![regions[0]];
    const before = readWrites(this.#backend);
    await this.#simulator.changeApi(accountId, regions[0], apiId, {
      version: '1.1',
    });
    await this.#sweep();
    const after = readWrites(this.#backend);
    return {
      ...summary(await this.#simulator.counts()),
      changes: after.changeNumber - before.changeNumber,
    };
  }

  /**
   * Reads all regions once and answers the seconds it took from the first call on: the scheduler looks for triggered tasks
   * only every five seconds.
   */
  async #sweep(): Promise<number> {
    await new Promise(done => setTimeout(done, REFILL_MS));
    await this.#simulator.resetCounts();
    const started = Date.now();
    await this.#backend.trigger('api-management', SWEEP);
    const seconds = await this.#imported(started);
    const { firstRequestAt } = await this.#simulator.counts();
    return seconds - (firstRequestAt! - started) / 1000;
  }
}

/** Imports everything at a rate, then again without a change, then with one change; each from an empty database. */
export async function measureOurs(options: {
  scale: Scale;
  requests: RequestRate;
  /** Wait until the catalog shows all entities before anything is read again. */
  awaitsCatalog: boolean;
  tell: Tell;
}): Promise<Measured> {
  const { scale, requests } = options;
  const directory = await mkdtemp(join(tmpdir(), 'bench-import-'));
  const simulator = await Simulator.start({ generate: scale });
  const backend = await Backend.start({
    directory,
    apiManagement: { aws: { endpoint: simulator.url, requests } },
  });
  try {
    return await new Run(backend, simulator, options).measure();
  } catch (error) {
    throw new Error(`${error}\nThe backend said:\n${backend.process.log}`);
  } finally {
    await backend.process.stop();
    await simulator.process.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
