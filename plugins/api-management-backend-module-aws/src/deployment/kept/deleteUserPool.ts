import {
  CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { deletedIf, isOurs, type Deletion } from './Deletion';

/** A user pool of Cognito, with everybody in it. */
export const deleteUserPool: Deletion = async (UserPoolId, call) => {
  const client = new CognitoIdentityProviderClient(call.config);
  const options = { abortSignal: call.signal };
  const perform = async () => {
    const { UserPool: pool } = await client.send(
      new DescribeUserPoolCommand({ UserPoolId }),
      options,
    );
    if (!isOurs(pool!.UserPoolTags ?? {}, call.target)) {
      return 'foreign';
    }
    if (pool!.DeletionProtection === 'ACTIVE') {
      await client.send(
        new UpdateUserPoolCommand({
          UserPoolId,
          DeletionProtection: 'INACTIVE',
        }),
        options,
      );
    }
    await client.send(new DeleteUserPoolCommand({ UserPoolId }), options);
    return 'deleted';
  };
  return perform()
    .catch(deletedIf(/^ResourceNotFound/))
    .finally(() => client.destroy());
};
