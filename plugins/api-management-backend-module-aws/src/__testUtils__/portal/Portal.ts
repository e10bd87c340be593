import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import knexFactory, { type Knex } from 'knex';
import type { createAwsDriver } from '../../createAwsDriver';
import type { EmulatedGateway } from '../EmulatedGateway';
import type { Call, Proxy } from '../startProxy';
import { type Audit, auditInto, type AuditRecord } from './audit';
import { PortalProcess } from './PortalProcess';
import { linkGateway } from './linkGateway';

/** What a process is made of, and what ends with it. */
type Running = {
  process: PortalProcess;
  proxy: Proxy;
  knex: Knex;
  audit: Audit;
  driver: ReturnType<typeof createAwsDriver>;
};

/** Nobody waits for AWS's quotas, which MiniStack does not have. */
const requests = { rate: 10_000, burst: 10_000, accounts: {} };

function open(filename: string): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      afterCreate(connection: { pragma(text: string): void }, done: Function) {
        connection.pragma('synchronous = off');
        done();
      },
    },
  });
}

/** The portal with a linked gateway, whose process can be killed: what goes on is what database and gateway hold. */
export class Portal {
  readonly world: EmulatedGateway;
  /** What processes audited. */
  readonly audit = { records: [] as AuditRecord[] };
  /** All that was logged. */
  readonly log: string[] = [];
  /** Reads what the processes write. */
  readonly knex: Knex;
  readonly #folder: string;
  readonly #secretsKey = randomBytes(32).toString('base64');
  #running!: Running;

  private constructor(world: EmulatedGateway, folder: string) {
    this.world = world;
    this.#folder = folder;
    this.knex = open(this.#database);
  }

  static async open(world: EmulatedGateway): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'portal-'));
    const portal = new Portal(world, folder);
    await portal.#start();
    await linkGateway(portal.knex, world);
    await portal.#import();
    return portal;
  }

  /** Calls of the running process. */
  get calls(): Call[] {
    return this.#running.proxy.calls;
  }

  set fault(fault: Proxy['fault']) {
    this.#running.proxy.fault = fault;
  }

  get(path: string) {
    return this.#running.process.get(path);
  }

  post(path: string, body?: object) {
    return this.#running.process.post(path, body);
  }

  run(task: string): Promise<void> {
    return this.#running.process.run(task);
  }

  /** From this instant on the process changes nothing more, and learns nothing more. */
  kill() {
    const { proxy, knex, audit } = this.#running;
    audit.kill();
    proxy.fault = () => ({ instead: 'held', after: false });
    knex.destroy().catch(() => {});
  }

  /** Another process, which remembers nothing. */
  async restart() {
    this.kill();
    const killed = this.#running;
    await this.#start();
    await end(killed);
  }

  async stop() {
    await end(this.#running);
    await this.knex.destroy();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #import() {
    await this.run('import-gateway-apis');
    while (!(await this.knex('gateway_apis').first())) {
      await this.run('import-requested-regions');
      await wait(50);
    }
  }

  get #database(): string {
    return join(this.#folder, 'portal.sqlite');
  }

  async #start() {
    const proxy = await this.world.openProxy();
    const driver = this.world.createDriver(proxy, { requests });
    const knex = open(this.#database);
    const audit = auditInto(this.audit.records);
    const process = await PortalProcess.start({
      knex,
      driver: driver.driver,
      audit,
      secretsKey: this.#secretsKey,
      log: line => this.log.push(line),
    });
    this.#running = { process, proxy, knex, audit, driver };
  }
}

/** Leaves nothing in memory, of which there are hundreds in a run. */
async function end({ process, proxy, driver, knex }: Running) {
  await proxy.close();
  await process.stop();
  await driver.close();
  await knex.destroy();
}
