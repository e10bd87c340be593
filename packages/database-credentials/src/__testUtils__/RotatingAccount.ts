import { randomBytes, randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Knex } from 'knex';

/** What a database server is told, each in its own words. */
export interface Engine {
  client: 'mysql2' | 'pg';
  createAccount(knex: Knex, user: string, password: string): Promise<unknown>;
  createDatabase(knex: Knex, name: string, owner: string): Promise<unknown>;
  setPassword(knex: Knex, user: string, password: string): Promise<unknown>;
  /** Ends each connection that the account has. */
  disconnect(knex: Knex, user: string): Promise<unknown>;
  countConnections(knex: Knex, user: string): Promise<number>;
  dropAccount(knex: Knex, user: string): Promise<unknown>;
}

/** An account of a real database server whose password is in a secret, and rotates as AWS does it. */
export class RotatingAccount {
  readonly user = `oaf_${randomUUID().slice(0, 8)}`;
  readonly prefix = `${this.user}_`;
  readonly password = newPassword();
  secretArn = '';
  readonly #engine: Engine;
  readonly #server: Knex;
  readonly #secretsManager: SecretsManagerClient;
  #pending = { password: '', version: '' };

  constructor(
    engine: Engine,
    server: Knex,
    secretsManager: SecretsManagerClient,
  ) {
    this.#engine = engine;
    this.#server = server;
    this.#secretsManager = secretsManager;
  }

  async create(): Promise<this> {
    await this.#engine.createAccount(this.#server, this.user, this.password);
    const { ARN } = await this.#secretsManager.send(
      new CreateSecretCommand({
        Name: `rds!cluster-${this.user}`,
        SecretString: this.#value(this.password),
      }),
    );
    this.secretArn = ARN!;
    return this;
  }

  /** Step `createSecret`: the password to come is in AWSPENDING. */
  async createSecret() {
    const password = newPassword();
    const { VersionId } = await this.#secretsManager.send(
      new PutSecretValueCommand({
        SecretId: this.secretArn,
        SecretString: this.#value(password),
        VersionStages: ['AWSPENDING'],
      }),
    );
    this.#pending = { password, version: VersionId! };
  }

  /** Step `setSecret`: from now on only AWSPENDING works. */
  async setSecret() {
    const { password } = this.#pending;
    await this.#engine.setPassword(this.#server, this.user, password);
  }

  /** Step `finishSecret`. */
  async finishSecret() {
    const { version } = this.#pending;
    const { VersionIdsToStages: stages = {} } = await this.#secretsManager.send(
      new DescribeSecretCommand({ SecretId: this.secretArn }),
    );
    const current = Object.keys(stages).find(id =>
      stages[id].includes('AWSCURRENT'),
    );
    for (const [stage, from, to] of [
      ['AWSCURRENT', current, version],
      ['AWSPENDING', version, undefined],
    ]) {
      await this.#secretsManager.send(
        new UpdateSecretVersionStageCommand({
          SecretId: this.secretArn,
          VersionStage: stage,
          RemoveFromVersionId: from,
          MoveToVersionId: to,
        }),
      );
    }
  }

  /** Answers when the server has none of the account's connections any more. */
  async disconnect() {
    do {
      await this.#engine.disconnect(this.#server, this.user);
    } while ((await this.countConnections()) > 0);
  }

  /** Answers its name. */
  async createDatabase(): Promise<string> {
    const name = `${this.prefix}own`;
    await this.#engine.createDatabase(this.#server, name, this.user);
    return name;
  }

  countConnections(): Promise<number> {
    return this.#engine.countConnections(this.#server, this.user);
  }

  async drop() {
    await this.disconnect();
    await this.#engine.dropAccount(this.#server, this.user);
  }

  #value(password: string) {
    return JSON.stringify({ username: this.user, password });
  }
}

function newPassword() {
  return `secret-${randomBytes(12).toString('hex')}`;
}
