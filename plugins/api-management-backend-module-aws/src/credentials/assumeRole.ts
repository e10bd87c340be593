import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { BaseCredentials } from './BaseCredentials';

/** The most that STS gives whoever is in an assumed role already, as on ECS or EKS. */
const SESSION_SECONDS = 3600;

/**
 * Opens a session of a role.
 *
 * @param options - `externalId`: undefined sends none; `sessionName`: what the account's CloudTrail shows
 * @throws what the AWS SDK throws
 */
export async function assumeRole(
  base: BaseCredentials,
  options: { roleArn: string; externalId?: string; sessionName: string },
  signal?: AbortSignal,
): Promise<AwsCredentialIdentity & { expiration: Date }> {
  const { Credentials } = await base.sts().send(
    new AssumeRoleCommand({
      RoleArn: options.roleArn,
      ExternalId: options.externalId,
      RoleSessionName: options.sessionName,
      DurationSeconds: SESSION_SECONDS,
    }),
    { abortSignal: signal },
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
    expiration: Credentials!.Expiration!,
  };
}
