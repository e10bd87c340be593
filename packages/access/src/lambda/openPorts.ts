import { createAwsCall } from '../aws/createAwsCall';
import { createKmsTokenSigner } from '../aws/createKmsTokenSigner';
import { CredentialUses } from '../aws/CredentialUses';
import { DynamoDbClientRegistry } from '../aws/DynamoDbClientRegistry';
import { DynamoDbProtectedApis } from '../aws/DynamoDbProtectedApis';
import { DynamoDbQuotas } from '../aws/DynamoDbQuotas';
import { DynamoDbReplayStore } from '../aws/DynamoDbReplayStore';
import { DynamoDbRevokedTokens } from '../aws/DynamoDbRevokedTokens';
import { KmsKeyPairs } from '../aws/KmsKeyPairs';
import { SecretsManagerNonceKeys } from '../aws/SecretsManagerNonceKeys';
import { createRemoteTokenKeys } from '../keys/createRemoteTokenKeys';
import type { KeyPairs, TokenSigner } from '../ports';
import type { EndpointEnvironment, Environment } from './environment';
import { logError } from './log';

/** What DynamoDB holds, for any function. */
export function openTable({ aws, tableName }: Environment) {
  const table = { call: createAwsCall('dynamodb', aws), name: tableName };
  const uses = new CredentialUses(table, error =>
    logError('Uses of credentials were not written', error),
  );
  return {
    uses,
    registry: new DynamoDbClientRegistry(table, uses),
    replay: new DynamoDbReplayStore(table),
    revokedTokens: new DynamoDbRevokedTokens(table),
    protectedApis: new DynamoDbProtectedApis(table),
    quotas: new DynamoDbQuotas(table),
  };
}

export function openNonceKeys({ aws, nonceSecretId }: EndpointEnvironment) {
  const secretsManager = createAwsCall('secretsmanager', aws);
  return new SecretsManagerNonceKeys(secretsManager, nonceSecretId);
}

export function openKeyPairs({
  aws,
  keyPairKeyId,
  tableName,
}: EndpointEnvironment): KeyPairs | undefined {
  return keyPairKeyId
    ? new KmsKeyPairs({
        kms: createAwsCall('kms', aws),
        keyId: keyPairKeyId,
        table: { call: createAwsCall('dynamodb', aws), name: tableName },
      })
    : undefined;
}

export function openSigner({
  aws,
  signingKeyIds,
}: EndpointEnvironment): Promise<TokenSigner> {
  const [keyId, ...otherKeyIds] = signingKeyIds;
  const kms = createAwsCall('kms', aws);
  return createKmsTokenSigner({ kms, keyId, otherKeyIds });
}

/** For functions that need no right to sign: they read the issuer's keys where everybody does. */
export async function openVerifier({
  issuer,
}: EndpointEnvironment): Promise<TokenSigner> {
  const keys = createRemoteTokenKeys({ url: `${issuer}/jwks` });
  return {
    alg: 'ES256',
    kid: '',
    jwks: missingKid => keys.jwks(missingKid),
    sign: async () => {
      throw new Error('This function may not sign; route /token to token.ts');
    },
  };
}
