import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  accountManagePermission,
  accountReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  AccountLinkBatch,
  AccountLinkBatchInput,
  TrustSetup,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountLinking } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { AccountStore } from './AccountStore';
import { toBatch } from './accountView';
import type { BatchStore, StoredBatch } from './BatchStore';
import { newExternalId } from './externalId';
import type { GatewayDrivers } from './GatewayDrivers';
import { manageAccounts } from './manageAccounts';
import { readBatchRows } from './readBatchRows';
import { stackSetSetup } from './stackSetSetup';
import { unavailable } from './timeLimited';
import type { TrustSetupQuery } from './VerificationService';
import type { VerificationQueue } from './VerificationQueue';

/** Links many accounts at once, whose trust roles one stack set makes. */
export class BatchService {
  readonly #batches: BatchStore;
  readonly #accounts: AccountStore;
  readonly #queue: VerificationQueue;
  readonly #drivers: GatewayDrivers;
  readonly #verifyDue: () => void;
  readonly #services: { access: AccessControl; auditor: AuditorService };

  constructor(options: {
    batchStore: BatchStore;
    accountStore: AccountStore;
    verificationQueue: VerificationQueue;
    drivers: GatewayDrivers;
    /** Begins to work on what is queued, without waiting. */
    verifyDue: () => void;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#batches = options.batchStore;
    this.#accounts = options.accountStore;
    this.#queue = options.verificationQueue;
    this.#drivers = options.drivers;
    this.#verifyDue = options.verifyDue;
    this.#services = options;
  }

  async create(
    caller: Caller,
    input: AccountLinkBatchInput,
  ): Promise<AccountLinkBatch> {
    const id = randomUUID();
    const { driver, partition, rows } = input;
    await manageAccounts(
      this.#services,
      {
        eventId: 'account-link-batch-create',
        caller,
        meta: { batchId: id, driver, partition, rowCount: rows.length },
      },
      async () => {
        const linking = this.#drivers.linkingFor(input);
        const externalId = newExternalId();
        const roleArnOf = await this.#roleArnOf(linking, {
          partition,
          externalId,
        });
        const { accepted, refused } = readBatchRows(input, {
          validate: accountId =>
            linking.validateRole(
              { accountId, partition },
              roleArnOf(accountId),
            ),
          externalId,
          linkedAliases: await this.#accounts.findLinkedAliases(
            driver,
            rows.map(row => row.accountId.trim()),
          ),
        });
        await this.#batches.insert(
          {
            id,
            driver,
            partition,
            externalId,
            refusedRows: refused,
            createdBy: caller.userRef,
            createdAt: Date.now(),
          },
          accepted,
        );
      },
    );
    return this.#present(await this.#find(id));
  }

  async get(caller: Caller, id: string): Promise<AccountLinkBatch> {
    await this.#services.access.require(caller, accountReadPermission);
    return this.#present(await this.#find(id));
  }

  async trustSetup(
    caller: Caller,
    id: string,
    { permissionSets, events }: TrustSetupQuery,
  ): Promise<TrustSetup> {
    await this.#services.access.require(caller, accountManagePermission);
    const batch = await this.#find(id);
    try {
      const { roleArnOf, ...setup } = await stackSetSetup(
        this.#drivers.linkingOf({ ...batch, alias: `of batch ${id}` }),
        { batch, permissionSets, events },
      );
      return { ...setup, externalId: batch.externalId };
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Queues the pending links and does not wait for them. */
  async verify(caller: Caller, id: string): Promise<AccountLinkBatch> {
    const batch = await manageAccounts(
      this.#services,
      {
        eventId: 'account-link-batch-verify',
        caller,
        meta: { batchId: id },
      },
      async () => {
        const found = await this.#find(id);
        await this.#queue.requestBatch(id);
        return found;
      },
    );
    this.#verifyDue();
    return this.#present(batch);
  }

  async #roleArnOf(
    linking: AccountLinking,
    batch: Pick<StoredBatch, 'externalId' | 'partition'>,
  ) {
    try {
      return (await stackSetSetup(linking, { batch })).roleArnOf;
    } catch (error) {
      throw unavailable(error);
    }
  }

  async #present(batch: StoredBatch): Promise<AccountLinkBatch> {
    return toBatch(batch, await this.#batches.progress(batch.id));
  }

  async #find(id: string): Promise<StoredBatch> {
    const batch = await this.#batches.find(id);
    if (!batch) {
      throw new NotFoundError(`There is no batch of account links ${id}`);
    }
    return batch;
  }
}
