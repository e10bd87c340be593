import { randomBytes } from 'node:crypto';

/**
 * 128 random bits in hexadecimal, within what AWS takes (`[\w+=,.@:/-]`, 2 to 1,224 characters).
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function newExternalId(): string {
  return randomBytes(16).toString('hex');
}

/** Under one stack set every account gets the same parameters; the role makes this of the batch's external id. */
export function externalIdInBatch(
  batchExternalId: string,
  accountId: string,
): string {
  return `${batchExternalId}.${accountId}`;
}
