import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Emulator } from './Emulator';

const userName = 'backstage';

const policyDocument = (roleArn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
    ],
  });

/**
 * Makes somebody who may do nothing but assume a role, as a backend on AWS may.
 * @param roleArn - of that role; `*`: any that lets it
 */
export async function createCaller(
  { clientConfig }: Emulator,
  roleArn = '*',
): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const iam = new IAMClient(clientConfig);
  await iam.send(new CreateUserCommand({ UserName: userName }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: userName,
      PolicyName: 'assume',
      PolicyDocument: policyDocument(roleArn),
    }),
  );
  const { AccessKey } = await iam.send(
    new CreateAccessKeyCommand({ UserName: userName }),
  );
  return {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
}
