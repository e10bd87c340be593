import { deleteBucket } from './deleteBucket';
import { deleteKey } from './deleteKey';
import { deleteLogGroup } from './deleteLogGroup';
import { deleteSecret } from './deleteSecret';
import { deleteSnapshots } from './deleteSnapshots';
import { deleteTable } from './deleteTable';
import { deleteUserPool } from './deleteUserPool';
import type { Deletion } from './Deletion';

/** How what a stack keeps is deleted, by the type of its resource. */
export const deletions: Record<string, Deletion | undefined> = {
  'AWS::Cognito::UserPool': deleteUserPool,
  'AWS::DynamoDB::Table': deleteTable,
  'AWS::KMS::Key': deleteKey,
  'AWS::Logs::LogGroup': deleteLogGroup,
  'AWS::RDS::DBCluster': deleteSnapshots,
  'AWS::S3::Bucket': deleteBucket,
  'AWS::SecretsManager::Secret': deleteSecret,
};
