import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { AccountStore, StoredAccount } from '../../accounts/AccountStore';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import type { ClaimedRegion, ImportQueue } from '../RegionStore';
import type { CountImport, ImportEnd } from './createImportMetrics';
import { EndRecorder } from './EndRecorder';
import { failureSentence } from './importFailure';
import { importRegion } from './importRegion';
import type { ImportTools } from './RegionImport';
import { keyOf, progressOf, type RunningImport } from './RunningImport';

/** Regions that one process imports at once; each has a request budget of its own. */
const REGIONS_AT_ONCE = 256;

/** Claims last ten times as long. */
const RENEW_MS = 3_000;

/** Kept free for imports that a person waits for. */
const INTERACTIVE_PLACES = 32;

/** Why an import was broken off: somebody asked for the region, so it begins anew before others. */
const PREEMPTED = new Error('The import gives way to one that was asked for');
const LOST = new Error('The region is not imported here any more');
const STOPPED = new Error('The backend is stopping');

/** Works through the queue of imports: those that were asked for first, sweeps if this process has the right to. */
export class RegionImporter {
  readonly #queue: ImportQueue;
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #tools: ImportTools;
  readonly #countImport: CountImport;
  readonly #logger: LoggerService;
  readonly #holder = randomUUID();
  readonly #ends: EndRecorder;
  readonly #running = new Map<string, RunningImport>();
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  #renewedAt = 0;

  constructor(options: {
    importQueue: ImportQueue;
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    tools: ImportTools;
    countImport: CountImport;
    logger: LoggerService;
  }) {
    this.#queue = options.importQueue;
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#tools = options.tools;
    this.#countImport = options.countImport;
    this.#logger = options.logger;
    this.#ends = new EndRecorder(options.importQueue, this.#holder);
  }

  /** Queues all regions of all linked accounts, and clears up after imports that outlived their region. */
  async requestSweep(): Promise<void> {
    await this.#tools.snapshotStore.removeOrphans();
    const accounts = await this.#accounts.listLinked();
    await this.#queue.requestSweep(accounts.map(({ id }) => id));
    await this.takeTurn();
  }

  /** Tells the queue how running imports are getting on, and begins those that are due. Resolves before they end. */
  takeTurn(): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (!this.#stopped) {
        if (this.#running.size > 0) {
          await this.#watchClaims();
          await this.#renew();
        }
        await this.#begin();
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Breaks imports off; another process goes on with them. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#turn;
    const running = [...this.#running.values()];
    running.forEach(({ abort }) => abort.abort(STOPPED));
    await Promise.all(running.map(({ ended }) => ended));
    await this.#queue.release(this.#holder);
  }

  async #watchClaims() {
    const standing = new Map(
      (await this.#queue.claims(this.#holder)).map(claim => [
        keyOf(claim),
        claim,
      ]),
    );
    for (const one of this.#running.values()) {
      const claim = standing.get(keyOf(one));
      if (!claim && !one.ending) {
        one.abort.abort(LOST);
      } else if (claim?.preempted && one.priority === 'sweep') {
        one.abort.abort(PREEMPTED);
      }
    }
  }

  /** Rarely, and only what moved: writing is the dear part. */
  async #renew() {
    if (Date.now() - this.#renewedAt < RENEW_MS) {
      return;
    }
    this.#renewedAt = Date.now();
    const moved = [...this.#running.values()].filter(
      one => one.progress.listed !== one.noted,
    );
    await this.#queue.renew(
      this.#holder,
      moved.map(({ accountLinkId, region, progress }) => ({
        accountLinkId,
        region,
        ...progress,
      })),
    );
    for (const one of moved) {
      one.noted = one.progress.listed;
    }
  }

  async #begin() {
    const free = REGIONS_AT_ONCE - this.#running.size;
    const claimed = await this.#queue.claim({
      holder: this.#holder,
      priority: 'interactive',
      limit: free + INTERACTIVE_PLACES,
    });
    const sweepPlaces = free - claimed.length;
    if (sweepPlaces > 0) {
      claimed.push(
        ...(await this.#queue.claim({
          holder: this.#holder,
          priority: 'sweep',
          limit: sweepPlaces,
        })),
      );
    }
    if (claimed.length > 0) {
      const accounts = await this.#accounts.listLinked({
        ids: claimed.map(({ accountLinkId }) => accountLinkId),
      });
      claimed.forEach(claim => this.#start(claim, accounts));
    }
  }

  #start(claim: ClaimedRegion, accounts: StoredAccount[]) {
    const account = accounts.find(({ id }) => id === claim.accountLinkId);
    const budget = () =>
      account &&
      this.#drivers
        .all()
        .find(({ type }) => type === account.driver)
        ?.discovery.requestBudget?.(account, claim.region);
    const running: RunningImport = {
      ...claim,
      abort: new AbortController(),
      progress: { listed: 0, exported: 0 },
      noted: 0,
      ending: false,
      budgetBefore: budget(),
      budget,
      startedAt: Date.now(),
      ended: Promise.resolve(),
    };
    this.#running.set(keyOf(claim), running);
    running.ended = this.#run(running, account).catch(error => {
      this.#logger.error(
        `The import of ${claim.region} could not be recorded: ${stringifyError(
          error,
        )}`,
      );
    });
  }

  async #run(running: RunningImport, account: StoredAccount | undefined) {
    this.#tools.wave.begin();
    try {
      await this.#importAndRecord(running, account);
    } finally {
      this.#tools.wave.end();
      this.#running.delete(keyOf(running));
    }
    if (running.abort.signal.reason === PREEMPTED) {
      await this.takeTurn();
    }
  }

  async #importAndRecord(
    running: RunningImport,
    account: StoredAccount | undefined,
  ) {
    const { region, priority, progress } = running;
    const { signal } = running.abort;
    if (!account) {
      await this.#queue.dismiss(this.#holder, running);
      return;
    }
    try {
      const apiCount = await importRegion(this.#tools, {
        discovery: this.#drivers.of(account).discovery,
        account,
        region,
        priority,
        signal,
        progress,
      });
      running.ending = true;
      await this.#ends.record({ ...progressOf(running), apiCount });
      this.#count(running, account, 'succeeded');
      await this.#settle(account, region, null);
    } catch (error) {
      await (signal.aborted
        ? this.#brokenOff(running)
        : this.#failed(running, account, error));
    }
  }

  async #brokenOff(running: RunningImport) {
    await this.#queue.release(this.#holder, running);
    if (running.abort.signal.reason === LOST) {
      await this.#tools.snapshotStore.removeOrphans();
    }
  }

  async #failed(
    running: RunningImport,
    account: StoredAccount,
    failure: unknown,
  ) {
    const { region } = running;
    this.#logger.warn(
      `Import from ${account.alias} ${region} failed: ${stringifyError(
        failure,
      )}`,
    );
    const error = failureSentence(failure);
    running.ending = true;
    await this.#ends.record({ ...progressOf(running), error });
    this.#count(running, account, 'failed');
    await this.#settle(account, region, error);
  }

  #count(
    running: RunningImport,
    { driver }: StoredAccount,
    outcome: ImportEnd['outcome'],
  ) {
    this.#countImport({
      ...running,
      driver,
      outcome,
      throttled: progressOf(running).budget?.throttled ?? 0,
    });
  }

  /** The state of a link depends on which regions fail, not on how often. */
  async #settle(account: StoredAccount, region: string, error: string | null) {
    const before = account.regionStatuses.find(
      status => status.region === region,
    );
    if ((before?.error ?? null) !== error) {
      await this.#accounts.settleState(account.id);
    }
  }
}
