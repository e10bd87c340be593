import {
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  RDSClient,
  type DBClusterSnapshot,
} from '@aws-sdk/client-rds';
import { isOurs, toTags, type Deletion } from './Deletion';

/** The snapshot that CloudFormation made of a database when it was deleted; those that people made stay. */
export const deleteSnapshots: Deletion = async (DBClusterIdentifier, call) => {
  const client = new RDSClient(call.config);
  const options = { abortSignal: call.signal };
  const ofStack = `${call.target.stackName}-snapshot-`.toLowerCase();
  const isMeant = ({
    DBClusterSnapshotIdentifier,
    TagList,
  }: DBClusterSnapshot) =>
    DBClusterSnapshotIdentifier!.startsWith(ofStack) &&
    isOurs(toTags(TagList), call.target);
  try {
    const { DBClusterSnapshots = [] } = await client.send(
      new DescribeDBClusterSnapshotsCommand({
        DBClusterIdentifier,
        SnapshotType: 'manual',
      }),
      options,
    );
    const meant = DBClusterSnapshots.filter(isMeant);
    const ready = meant.filter(({ Status }) => Status === 'available');
    for (const { DBClusterSnapshotIdentifier } of ready) {
      await client.send(
        new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }),
        options,
      );
    }
    return meant.length === 0 ? 'deleted' : 'goes';
  } finally {
    client.destroy();
  }
};
