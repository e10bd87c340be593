import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import type { Credentials } from './Credentials';
import { explainFailure } from './explainFailure';
import { parseSecret } from './parseSecret';
import { regionOf } from './secretArn';

/**
 * During a rotation `AWSPENDING` has the password that is to come; when the database has learnt it, and for some
 * moments until `AWSCURRENT` moves, it is the only one that works.
 */
export type Stage = 'AWSCURRENT' | 'AWSPENDING';

/** Answers undefined where no version of the secret has the stage. */
export type SecretReader = (stage: Stage) => Promise<Credentials | undefined>;

const TIMEOUTS = {
  connectionTimeout: 3_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
};

/** The region, and with it the partition, is the ARN's. */
export function createSecretReader(
  secretArn: string,
  credentials: SecretsManagerClientConfig['credentials'],
): SecretReader {
  const client = new SecretsManagerClient({
    region: regionOf(secretArn),
    credentials,
    requestHandler: TIMEOUTS,
  });
  const read = (stage: Stage) =>
    client.send(
      new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }),
    );
  return async stage => {
    const value = await read(stage).catch(error => {
      if (
        stage === 'AWSPENDING' &&
        error.name === 'ResourceNotFoundException'
      ) {
        return undefined;
      }
      throw explainFailure(secretArn, error);
    });
    return value && parseSecret(secretArn, value.SecretString);
  };
}
