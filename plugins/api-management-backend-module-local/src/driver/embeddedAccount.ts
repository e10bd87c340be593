import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';

/** The one account of the embedded gateway; the driver itself runs it, so nobody links it. */
export const EMBEDDED_ACCOUNT: Readonly<LinkedAccount> = Object.freeze({
  id: 'embedded',
  driver: 'local',
  accountId: 'embedded',
  partition: 'local',
  alias: 'Embedded gateway',
  regions: ['local'],
});

export const EMBEDDED_STAGE = 'live';
