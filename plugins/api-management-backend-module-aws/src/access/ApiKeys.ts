import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { ConflictError } from '@backstage/errors';
import type { ApiKeyValues } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { GatewayManagement } from '../management/GatewayManagement';
import { unless } from '../management/unless';
import { LostKeyError } from './LostKeyError';
import { keyTags, managedTags } from './tags';

/** Whose key it is. */
export type KeyOwner = Pick<Grant, 'subscriptionId' | 'applicationName'>;

/** The API keys of API Gateway, each of which is a credential of ours. */
export class ApiKeys {
  readonly #management: GatewayManagement;
  readonly #valueOf: ApiKeyValues;

  constructor(management: GatewayManagement, valueOf: ApiKeyValues) {
    this.#management = management;
    this.#valueOf = valueOf;
  }

  /**
   * @param wasBegun - an earlier try may have made it
   * @returns its id
   */
  async make(
    credentialId: string,
    owner: KeyOwner,
    wasBegun: boolean,
  ): Promise<string> {
    const find = () => this.find(credentialId);
    const known = wasBegun ? await find() : undefined;
    const { id } = known ?? (await this.#create(credentialId, owner, find));
    return id!;
  }

  /** By its tag, as keys may not be listed: a list can have the values of all keys of the account in it. */
  async find(credentialId: string): Promise<{ id?: string } | undefined> {
    const [apiKey] = await this.#management.findByTags(
      'apigateway:apikeys',
      this.#tags(credentialId),
    );
    // What is gone can be found for a while.
    return apiKey ? this.read(apiKey) : undefined;
  }

  /** It is in no other plan of the gateway's stage. */
  async addTo(usagePlanId: string, keyId: string): Promise<void> {
    const keyType = 'API_KEY';
    await unless(
      'ConflictException',
      this.#management.send(
        new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType }),
      ),
    );
  }

  async removeFrom(usagePlanId: string, keyId: string): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(
        new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }),
      ),
    );
  }

  async setEnabled(apiKey: string, enabled: boolean): Promise<void> {
    await this.#management.send(
      new UpdateApiKeyCommand({
        apiKey,
        patchOperations: [
          { op: 'replace', path: '/enabled', value: String(enabled) },
        ],
      }),
    );
  }

  async delete(apiKey: string): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(new DeleteApiKeyCommand({ apiKey })),
    );
  }

  /** Without its value; undefined when it is not there. */
  async read(apiKey: string) {
    return unless(
      'NotFoundException',
      this.#management.send(new GetApiKeyCommand({ apiKey })),
    );
  }

  async readValue(apiKey: string): Promise<string | undefined> {
    const key = await unless(
      'NotFoundException',
      this.#management.send(
        new GetApiKeyCommand({ apiKey, includeValue: true }),
      ),
    );
    return key?.value;
  }

  async #create(
    credentialId: string,
    owner: KeyOwner,
    find: () => Promise<{ id?: string } | undefined>,
  ): Promise<{ id?: string }> {
    const creation = await this.#creation(credentialId, owner);
    const made =
      (await unless(
        'ConflictException',
        this.#management.send(creation, find),
      )) ?? (await find());
    if (!made) {
      throw new ConflictError(
        `An API key of this value is in the account already, and is not found by its tag oaf:credential=${credentialId}. Right after it was made that can take some seconds; otherwise have a new API key issued.`,
      );
    }
    return made;
  }

  async #creation(
    credentialId: string,
    { subscriptionId, applicationName }: KeyOwner,
  ) {
    const value = await this.#valueOf(credentialId);
    if (value === undefined) {
      throw new LostKeyError(credentialId);
    }
    return new CreateApiKeyCommand({
      name: `oaf-${credentialId}`,
      description: `${applicationName}, subscription ${subscriptionId}`,
      enabled: true,
      value,
      tags: keyTags(this.#management.gateway, {
        credentialId,
        subscriptionId,
      }),
    });
  }

  #tags(credentialId: string) {
    return {
      ...managedTags(this.#management.gateway),
      'oaf:credential': credentialId,
    };
  }
}
