import { InputError } from '@backstage/errors';
import type {
  AccountLinking,
  LinkCheckResult,
  LinkedAccount,
  LinkVerification,
  TrustSetupRequest,
} from '@oaf/backstage-plugin-api-management-node';

const CHECKS = [
  'assume-role',
  'external-id-required',
  'account',
  'regions',
] as const;

/** Every role is well made unless it is told otherwise. */
export class FakeLinking implements AccountLinking {
  readonly verified: LinkedAccount[] = [];
  readonly forgotten: LinkedAccount[] = [];
  /** By account id: why its role cannot be assumed. */
  readonly broken = new Map<string, string>();
  regions = ['east', 'here', 'west'];
  permissionSets: LinkVerification['permissionSets'];
  /** Happens before a verification answers. */
  beforeAnswer: (
    account: LinkedAccount,
    signal: AbortSignal,
  ) => Promise<unknown> = async () => {};

  partitions() {
    return ['fake'];
  }

  async trustSetup(request: TrustSetupRequest) {
    if (!request.forStackSet) {
      requireAccountId(request.accountId);
    }
    const accountId = request.forStackSet ? '<account id>' : request.accountId;
    return {
      principalArn: 'arn:fake:iam::999999999999:role/portal',
      roleName: 'portal-access',
      roleArn: roleArnOf(accountId),
      templateFileName: 'trust.yaml',
      template: `permissions: ${request.permissionSets.join()}`,
      cliCommand: `create --external-id ${request.externalId}`,
      eventsAvailable: false,
    };
  }

  validateRole({ accountId }: Pick<LinkedAccount, 'accountId'>, role: string) {
    requireAccountId(accountId);
    if (!role.startsWith(`arn:fake:iam::${accountId}:role/`)) {
      throw new InputError(
        `request/body/roleArn must look like ${roleArnOf(accountId)}`,
      );
    }
  }

  async verify(
    account: LinkedAccount,
    { signal }: { signal: AbortSignal },
  ): Promise<LinkVerification> {
    this.verified.push(account);
    await this.beforeAnswer(account, signal);
    const message = this.broken.get(account.accountId);
    return message
      ? { checks: CHECKS.map(failFirst(message)), regions: [] }
      : {
          checks: CHECKS.map(check => ({ check, outcome: 'passed' })),
          regions: this.regions,
          permissionSets: this.permissionSets,
        };
  }

  forget(account: LinkedAccount) {
    this.forgotten.push(account);
  }
}

export function roleArnOf(accountId: string) {
  return `arn:fake:iam::${accountId}:role/portal-access`;
}

function failFirst(message: string) {
  return (check: (typeof CHECKS)[number], index: number): LinkCheckResult =>
    index === 0
      ? { check, outcome: 'failed', message }
      : { check, outcome: 'skipped' };
}

function requireAccountId(accountId: string) {
  if (!/^\d{12}$/.test(accountId)) {
    throw new InputError(`An account id has 12 digits; ${accountId} has not`);
  }
}
