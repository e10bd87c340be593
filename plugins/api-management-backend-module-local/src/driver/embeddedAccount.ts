import type {
  AccessGateway,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';

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

/** The gateway itself; nothing is tagged on it, so the installation has no part in it. */
export const EMBEDDED_GATEWAY: Readonly<AccessGateway> = Object.freeze({
  id: '',
  account: EMBEDDED_ACCOUNT,
  region: EMBEDDED_ACCOUNT.regions[0],
  installation: '',
  outputs: {},
  findAccount: async () => undefined,
  parameters: {},
});
