import type { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  EncryptedKeyPair,
  KeyPairRequest,
} from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { ProductStore } from '../products/ProductStore';
import type { GrantTargets } from '../provisioning/GrantTargets';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { collectKeyPair } from './collectKeyPair';
import type { CredentialStore } from './CredentialStore';
import { toCredentialView } from './credentialView';
import { requireManageable } from './requireManageable';
import { requireOperation } from './requireOperation';
import { hashSecret } from './secret';

/**
 * Has gateways make key pairs for holders who cannot make one, and passes them on. Browsers do not ask gateways themselves:
 * a front door then needs no rules for browsers, and who asked is checked and audited as for any other secret.
 */
export class KeyPairService {
  readonly #credentials: CredentialStore;
  readonly #subscriptions: SubscriptionService;
  readonly #products: ProductStore;
  readonly #targets: GrantTargets;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    credentialStore: CredentialStore;
    subscriptions: SubscriptionService;
    productStore: ProductStore;
    targets: GrantTargets;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#credentials = options.credentialStore;
    this.#subscriptions = options.subscriptions;
    this.#products = options.productStore;
    this.#targets = options.targets;
    this.#access = options.access;
    this.#auditor = options.auditor;
  }

  async collect(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
    { issuer, temporaryPassword }: KeyPairRequest,
  ): Promise<EncryptedKeyPair> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const type = 'initial-access-token';
    const meta = { credentialId, subscriptionId, type, issuer };
    return audited(
      this.#auditor,
      {
        eventId: 'key-pair-collected',
        severityLevel: 'high',
        caller,
        meta,
        resultMeta: ({ registration }) => ({
          kid: registration.jwks?.keys?.[0]?.kid,
        }),
      },
      async () => {
        await requireManageable(this.#access, caller, subscription);
        requireOperation('reveal', subscription);
        await this.#requirePassword(subscription, credentialId, {
          temporaryPassword,
        });
        const gateway = await this.#gatewayOf(subscription, issuer);
        return collectKeyPair(gateway, temporaryPassword);
      },
    );
  }

  /** So that nobody's password is tried out from here, and the answer says more than a gateway would to anybody. */
  async #requirePassword(
    { id }: StoredSubscription,
    credentialId: string,
    { temporaryPassword }: Pick<KeyPairRequest, 'temporaryPassword'>,
  ) {
    const credential = await this.#credentials.find(id, credentialId);
    if (credential?.type !== 'initial-access-token') {
      throw new NotFoundError(
        `The subscription has no temporary password ${credentialId}`,
      );
    }
    if (credential.secretHash !== hashSecret(temporaryPassword)) {
      throw new InputError(
        `This is not the temporary password that begins with ${credential.prefix}`,
      );
    }
    const { state } = toCredentialView(credential, undefined);
    if (state === 'expired' || state === 'revoked') {
      throw new ConflictError(
        `The temporary password is ${state}; issue another one`,
      );
    }
  }

  async #gatewayOf(subscription: StoredSubscription, issuer: string) {
    const product = await this.#products.find(subscription.product.id);
    const serving = product ? await this.#targets.serving(product) : [];
    const found = serving
      .map(({ account, gateway, access }) => ({
        name: `${account.alias} (${gateway.region})`,
        ...access().accessEndpoints(gateway),
      }))
      .find(endpoints => endpoints.issuer === issuer);
    if (!found) {
      throw new NotFoundError(
        `No gateway of the issuer ${issuer} serves the product`,
      );
    }
    const { name, keyPairEndpoint: endpoint } = found;
    if (!endpoint) {
      throw new ConflictError(`The gateway ${name} makes no key pairs`);
    }
    return { name, endpoint };
  }
}
