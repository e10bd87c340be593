import { InputError } from '@backstage/errors';
import type {
  AccountLinking,
  LinkedAccount,
  LinkVerification,
  TrustSetup,
  TrustSetupRequest,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsConfig, PartitionConfig } from '../config';
import { baseOf, type Bases } from '../credentials/BaseCredentials';
import {
  createStackCommand,
  createStackSetCommand,
  quickCreateUrl,
} from './commands';
import {
  permissionParameters,
  printTrustTemplate,
  TEMPLATE_FILE,
  type TrustParameters,
} from './trustTemplate/trustTemplate';
import { validateAccount, validateRole } from './validateRole';
import { verify } from './verify';

/** Links AWS accounts by a role that their owners make from a template. */
export class AwsAccountLinking implements AccountLinking {
  readonly #config: Pick<
    AwsConfig,
    'roleName' | 'templateBucketUrl' | 'events'
  >;
  readonly #bases: Bases;
  readonly #forget: (account: LinkedAccount) => void;

  constructor(options: {
    config: Pick<AwsConfig, 'roleName' | 'templateBucketUrl' | 'events'>;
    bases: Bases;
    forget: (account: LinkedAccount) => void;
  }) {
    this.#config = options.config;
    this.#bases = options.bases;
    this.#forget = options.forget;
  }

  partitions(): string[] {
    return [...this.#bases.keys()];
  }

  async trustSetup(request: TrustSetupRequest): Promise<TrustSetup> {
    if (!request.forStackSet) {
      validateAccount(request.accountId, request.partition);
    }
    const base = this.#base(request.partition);
    const eventsAvailable =
      this.#config.events?.partition === request.partition;
    if (request.events && !eventsAvailable) {
      throw new InputError(
        `There is no queue for changes in the partition ${request.partition}. Leave events out, or set apiManagement.aws.events.`,
      );
    }
    const principalArn = await base.principalArn();
    const parameters = this.#parameters(request, principalArn, base.partition);
    return {
      principalArn,
      eventsAvailable,
      ...this.#role(request),
      ...this.#template(parameters, base.partition, request.forStackSet),
    };
  }

  validateRole(
    account: Pick<LinkedAccount, 'accountId' | 'partition'>,
    roleArn: string,
  ): void {
    validateAccount(account.accountId, account.partition);
    validateRole(account, roleArn);
  }

  async verify(
    account: LinkedAccount,
    { signal }: { signal: AbortSignal },
  ): Promise<LinkVerification> {
    return verify(account, baseOf(this.#bases, account.partition), signal);
  }

  forget(account: LinkedAccount): void {
    this.#forget(account);
  }

  #base(partition: string) {
    const base = this.#bases.get(partition);
    if (!base) {
      throw new InputError(
        `Accounts of the partition ${partition} cannot be linked: apiManagement.aws.partitions names ${this.partitions().join(
          ', ',
        )} only.`,
      );
    }
    return base;
  }

  #role({ partition, accountId, forStackSet }: TrustSetupRequest) {
    const { roleName } = this.#config;
    const account = forStackSet ? '<account id>' : accountId;
    return {
      roleName,
      roleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
    };
  }

  #parameters(
    { externalId, permissionSets, events, forStackSet }: TrustSetupRequest,
    PrincipalArn: string,
    { region }: PartitionConfig,
  ): TrustParameters {
    const { roleName, events: queue } = this.#config;
    const allow = (set: keyof typeof permissionParameters) =>
      toSwitch(permissionSets.includes(set));
    return {
      ExternalId: externalId,
      ExternalIdPerAccount: toSwitch(forStackSet),
      PrincipalArn,
      RoleName: roleName,
      RoleRegion: region,
      AllowImport: allow('import'),
      AllowProvision: allow('provision'),
      AllowDeploy: allow('deploy'),
      EventTargetArn: events ? queue!.targetArn : '',
    };
  }

  #template(
    parameters: TrustParameters,
    partition: PartitionConfig,
    forStackSet: boolean,
  ) {
    const { templateBucketUrl } = this.#config;
    return {
      templateFileName: TEMPLATE_FILE,
      template: printTrustTemplate(parameters),
      cliCommand: forStackSet
        ? createStackSetCommand(parameters, partition)
        : createStackCommand(parameters, partition),
      // The console makes no stack sets by link.
      quickCreateUrl:
        templateBucketUrl && !forStackSet
          ? quickCreateUrl(parameters, partition, templateBucketUrl)
          : undefined,
    };
  }
}

function toSwitch(on: boolean): 'true' | 'false' {
  return on ? 'true' : 'false';
}
