import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { type Emulator, trustStackForMiniStack } from '@oaf/aws-emulator';
import { parse } from 'yaml';

/** The account that is deployed into. */
export const account = { accountId: '210987654321', alias: 'Payments' };

export const region = 'eu-central-1';

const TAG = 'oaf:installation';

/** Trust roles are made where the portal says, and deployed from anywhere. */
const home = 'us-east-1';

/** Does what the account's owner does with the template that the page gives. */
export async function makeTrustStack(
  { clientConfig }: Emulator,
  template: string,
) {
  const client = new CloudFormationClient({ ...clientConfig, region: home });
  const StackName = 'trust';
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: trustStackForMiniStack(parse(template)),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackCreateComplete(
    { client, maxWaitTime: 30, minDelay: 1 },
    { StackName },
  );
}

/** A domain of sign-in pages that somebody else in the account has. */
export const takenDomain = {
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Domain: {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { Domain: 'taken', UserPoolId: { Ref: 'Pool' } },
  },
};

/** Makes a stack that is none of the portal's, as somebody else in the account would. @returns how to remove it */
export async function makeForeignStack(
  { clientConfig }: Emulator,
  StackName: string,
  Resources: object,
) {
  const client = new CloudFormationClient({ ...clientConfig, region });
  const wait = { client, maxWaitTime: 30, minDelay: 1 };
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify({ Resources }),
    }),
  );
  await waitUntilStackCreateComplete(wait, { StackName });
  return async () => {
    await client.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(wait, { StackName });
  };
}

const isOurs = ({ Tags = [] }: { Tags?: { Key?: string }[] }) =>
  Tags.some(({ Key }) => Key === TAG);

/** KMS keeps a key for some days after it was deleted. */
async function isDeletedKey({ clientConfig }: Emulator, arn: string) {
  if (!arn.startsWith('arn:aws:kms:')) {
    return false;
  }
  const { KeyMetadata } = await new KMSClient({ ...clientConfig, region }).send(
    new DescribeKeyCommand({ KeyId: arn }),
  );
  return KeyMetadata?.KeyState === 'PendingDeletion';
}

/** ARNs of all in the account that carries the installation's tag. */
export async function whatIsTagged(emulator: Emulator): Promise<string[]> {
  const config = { ...emulator.clientConfig, region };
  const { Stacks: stacks = [] } = await new CloudFormationClient(config).send(
    new DescribeStacksCommand({}),
  );
  const { ResourceTagMappingList: tagged = [] } =
    await new ResourceGroupsTaggingAPIClient(config).send(
      new GetResourcesCommand({ TagFilters: [{ Key: TAG }] }),
    );
  const arns = [
    ...stacks.filter(isOurs).map(({ StackId }) => StackId!),
    ...tagged.map(({ ResourceARN }) => ResourceARN!),
  ];
  const deleted = await Promise.all(
    arns.map(arn => isDeletedKey(emulator, arn)),
  );
  return arns.filter((_, index) => !deleted[index]);
}
