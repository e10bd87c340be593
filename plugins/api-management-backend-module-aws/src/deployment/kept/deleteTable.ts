import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { deletedIf, isOurs, toTags, type Deletion } from './Deletion';
import { unless } from '../tolerate';

/** A table of DynamoDB. AWS keeps a last backup of one with point-in-time recovery for 35 days. */
export const deleteTable: Deletion = async (TableName, call) => {
  const client = new DynamoDBClient(call.config);
  const options = { abortSignal: call.signal };
  const perform = async () => {
    const { Table: table } = await client.send(
      new DescribeTableCommand({ TableName }),
      options,
    );
    const { Tags } = await client.send(
      new ListTagsOfResourceCommand({ ResourceArn: table!.TableArn }),
      options,
    );
    if (!isOurs(toTags(Tags), call.target)) {
      return 'foreign';
    }
    if (table!.DeletionProtectionEnabled) {
      await client.send(
        new UpdateTableCommand({
          TableName,
          DeletionProtectionEnabled: false,
        }),
        options,
      );
    }
    // While it is changed or deleted already it is in use.
    await client
      .send(new DeleteTableCommand({ TableName }), options)
      .catch(unless(/^ResourceInUse/));
    return 'goes';
  };
  return perform()
    .catch(deletedIf(/^ResourceNotFound/))
    .finally(() => client.destroy());
};
