/**
 * The door's ports on AWS: DynamoDB, KMS and Secrets Manager.
 *
 * @packageDocumentation
 */
export * from './AwsError';
export * from './createAwsCall';
export * from './createKmsTokenSigner';
export * from './CredentialUses';
export * from './DynamoDbClientRegistry';
export * from './DynamoDbGrantStore';
export * from './DynamoDbProtectedApis';
export * from './DynamoDbQuotas';
export * from './DynamoDbReplayStore';
export * from './DynamoDbRevokedTokens';
export * from './KmsKeyPairs';
export * from './SecretsManagerNonceKeys';
export * from './table';
export { transact } from './transact';
export type {
  ActivityRequest,
  ClientActivity,
  KeyActivity,
} from './clientActivity';
