import { createHash } from 'node:crypto';

const MAX_LENGTH = 63;
const HASH_LENGTH = 8;

/** Lower case letters, digits and single dashes. */
export function slugOf(text: string, maxLength: number): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
}

/**
 * A catalog name that stays when the API is renamed elsewhere and never meets another's: slug + short hash of
 * where the API lives.
 */
export function entityName(api: {
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  title: string;
}): string {
  const where = [api.accountId, api.region, api.apiId, api.stage].join('/');
  const hash = createHash('sha256')
    .update(where)
    .digest('hex')
    .slice(0, HASH_LENGTH);
  return `${slugOf(api.title, MAX_LENGTH - HASH_LENGTH - 1) || 'api'}-${hash}`;
}
