import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { DeploymentInput } from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import { activeKey } from '../accounts/accountRows';
import { findLinkedByHand, type LinkedByHand } from '../accounts/findAccount';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import type { PublicationStore } from '../publications/PublicationStore';
import { checkParameters } from './checkParameters';
import type {
  DeploymentStore,
  NewDeployment,
  StackPlace,
} from './DeploymentStore';
import { partSecrets, sealSecrets } from './secretParameters';
import { titleOfTemplate } from './titleOfTemplate';
import type { StackStore, StoredStack } from './StackStore';
import type { StackTemplates } from './StackTemplates';

/** The person waits for it. */
const ASK_MS = 15_000;

type Plan = Omit<NewDeployment, 'id' | 'action' | 'startedBy'>;

/** Makes of what was asked for what can be done, or says what is wrong with it. */
export class DeploymentPlanner {
  readonly #accounts: AccountStore;
  readonly #deployments: DeploymentStore;
  readonly #stacks: StackStore;
  readonly #publications: PublicationStore;
  readonly #drivers: GatewayDrivers;
  readonly #templates: StackTemplates;
  readonly #envelope: SecretEnvelope;

  constructor(options: {
    accountStore: AccountStore;
    deploymentStore: DeploymentStore;
    stackStore: StackStore;
    publicationStore: PublicationStore;
    drivers: GatewayDrivers;
    templates: StackTemplates;
    envelope: SecretEnvelope;
  }) {
    this.#accounts = options.accountStore;
    this.#deployments = options.deploymentStore;
    this.#stacks = options.stackStore;
    this.#publications = options.publicationStore;
    this.#drivers = options.drivers;
    this.#templates = options.templates;
    this.#envelope = options.envelope;
  }

  /** @throws InputError, ConflictError, NotFoundError or GatewayError, telling what would be right */
  async plan(id: string, input: DeploymentInput): Promise<Plan> {
    const { accountLinkId, region, stackName } = input;
    requireRemoval(input);
    const account = await findLinkedByHand(this.#accounts, accountLinkId);
    requireVerified(account);
    requireRegion(account, region);
    const accountKey = activeKey(account.driver, account.accountId);
    const place = { accountLinkId, accountKey, region, stackName };
    const stack = await this.#stacks.findAt(place);
    const plan =
      input.action === 'deploy'
        ? await this.#planDeploying(id, account, input, stack)
        : await this.#planDestroying(place, input, stack);
    await this.#requirePermissions(account, input);
    return { ...place, ...plan };
  }

  async #planDeploying(
    id: string,
    account: StoredAccount,
    input: DeploymentInput,
    stack: StoredStack | undefined,
  ) {
    const { parameters = {}, stackName, templateBody } = input;
    const template = await this.#templates.choose(account, input);
    if (stack && stack.template !== template.name) {
      throw new ConflictError(
        `The stack ${stackName} was deployed from ${titleOfTemplate(
          stack.template,
        )}. Choose another name, or remove it first.`,
      );
    }
    const secrets = template.parameters.filter(({ secret }) => secret);
    const kept = stack
      ? [
          ...Object.keys(stack.parameters),
          ...secrets.map(({ name: secret }) => secret),
        ]
      : [];
    checkParameters(template, parameters, kept);
    const { shown, secret } = partSecrets(template, parameters);
    return {
      template: template.name,
      templateHash: template.hash,
      templateBody,
      parameters: { ...stillKnown(stack, template.parameters), ...shown },
      sealedParameters: await sealSecrets(this.#envelope, id, secret),
    };
  }

  /** A stack that failed to be made is not among the deployed ones, and can be removed all the same. */
  async #planDestroying(
    place: StackPlace,
    { deleteKept = false }: DeploymentInput,
    stack: StoredStack | undefined,
  ) {
    const known = stack ?? (await this.#deployments.findLatest(place));
    if (!known) {
      throw new NotFoundError(
        `This installation deployed no stack ${place.stackName} in ${place.region} of that account`,
      );
    }
    await this.#requireNothingOffered(stack);
    const { template, templateHash, parameters, stackId } = known;
    return {
      template,
      templateHash,
      parameters,
      stackId,
      deleteKept,
      sealedParameters: null,
    };
  }

  /** Consumers call what a gateway offers. */
  async #requireNothingOffered(stack: StoredStack | undefined) {
    const count = stack ? await this.#publications.countByGateway(stack.id) : 0;
    if (count > 0) {
      throw new ConflictError(
        `The gateway offers ${count} ${
          count === 1 ? 'product' : 'products'
        }. Withdraw them from it first, each on its own page.`,
      );
    }
  }

  async #requirePermissions(
    account: StoredAccount,
    { region, stackName, deleteKept = false }: DeploymentInput,
  ) {
    const missing = await this.#drivers
      .deploymentOf(account)
      .missingPermissions(
        {
          account,
          region,
          stackName,
          installation: await this.#stacks.installation(),
        },
        { deleteKept },
        { signal: AbortSignal.timeout(ASK_MS) },
      );
    if (missing.length > 0) {
      throw new ConflictError(
        `The role of account ${
          account.alias
        } does not let us deploy; it lacks ${missing.join(
          ', ',
        )}. Take the trust template with the permission set deploy, update the account's stack with it, and verify the link.`,
      );
    }
  }
}

function requireRemoval({ action, deleteKept }: DeploymentInput) {
  if (deleteKept && action !== 'destroy') {
    throw new InputError(
      'request/body/deleteKept is for a removal alone; leave it out to deploy',
    );
  }
}

function requireVerified({ alias, state, trust }: LinkedByHand) {
  if (state === 'pending' || !trust.roleArn) {
    throw new ConflictError(
      `Account ${alias} is not verified yet. Make its trust role with the permission set deploy, and verify the link.`,
    );
  }
}

function requireRegion(
  { alias, availableRegions }: StoredAccount,
  region: string,
) {
  if (!availableRegions.includes(region)) {
    throw new InputError(
      `request/body/region: account ${alias} has ${region} not enabled; it has: ${availableRegions.join(
        ', ',
      )}. Enable it in the account and verify the link, or choose another one.`,
    );
  }
}

/** Values that the stack has, but for those that a newer template has no parameter for. */
function stillKnown(
  stack: StoredStack | undefined,
  parameters: Array<{ name: string }>,
) {
  const names = parameters.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(stack?.parameters ?? {}).filter(([name]) =>
      names.includes(name),
    ),
  );
}
