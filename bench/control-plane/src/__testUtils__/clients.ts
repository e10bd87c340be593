import { AccountClient } from '@aws-sdk/client-account';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultBaseCredentials } from '../startControlPlane';
import type { ControlPlane } from '../startControlPlane';

export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
};

/** AWS's own clients, which send every call once. */
export function clients(
  plane: ControlPlane,
  credentials: Credentials = defaultBaseCredentials,
  region = 'eu-west-1',
) {
  const options = { endpoint: plane.url, region, credentials, maxAttempts: 1 };
  return {
    sts: new STSClient(options),
    account: new AccountClient({ ...options, region: 'us-east-1' }),
    rest: new APIGatewayClient(options),
    v2: new ApiGatewayV2Client(options),
  };
}

export async function assumeRole(
  plane: ControlPlane,
  role: { roleArn: string; externalId?: string },
  credentials?: Credentials,
): Promise<Required<Credentials>> {
  const answer = await clients(plane, credentials).sts.send(
    new AssumeRoleCommand({
      RoleArn: role.roleArn,
      ExternalId: role.externalId,
      RoleSessionName: 'test',
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials!;
  return {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  };
}
