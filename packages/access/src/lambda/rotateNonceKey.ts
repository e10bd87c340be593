import { createAwsCall } from '../aws/createAwsCall';
import { rotateNonceKey, type RotationStep } from '../aws/rotateNonceKey';
import { readAws } from './environment';

/** Rotates the nonce key for Secrets Manager. Needs the secret, and to write it. */
export const handler = (step: RotationStep) =>
  rotateNonceKey(createAwsCall('secretsmanager', readAws(process.env)), step);
