/**
 * The door's ports on AWS: DynamoDB, KMS and Secrets Manager.
 *
 * @packageDocumentation
 */
export * from './AwsError';
export * from './createAwsCall';
export * from './createKmsKeyPairs';
export * from './createKmsTokenSigner';
export * from './CredentialUses';
export * from './DynamoDbClientRegistry';
export * from './DynamoDbGrantStore';
export * from './DynamoDbReplayStore';
export * from './DynamoDbRevokedTokens';
export * from './SecretsManagerNonceKeys';
export type { Table } from './table';
