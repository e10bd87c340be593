import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { deletedIf, isOurs, type Deletion } from './Deletion';

/** A log group, with all that is in it. */
export const deleteLogGroup: Deletion = async (logGroupName, call) => {
  const client = new CloudWatchLogsClient(call.config);
  const options = { abortSignal: call.signal };
  const { account, region } = call.target;
  const resourceArn = `arn:${account.partition}:logs:${region}:${account.accountId}:log-group:${logGroupName}`;
  const perform = async () => {
    const { tags = {} } = await client.send(
      new ListTagsForResourceCommand({ resourceArn }),
      options,
    );
    if (!isOurs(tags, call.target)) {
      return 'foreign';
    }
    await client.send(new DeleteLogGroupCommand({ logGroupName }), options);
    return 'deleted';
  };
  return perform()
    .catch(deletedIf(/^ResourceNotFound/))
    .finally(() => client.destroy());
};
