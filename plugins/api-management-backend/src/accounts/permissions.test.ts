import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  accountManagePermission,
  accountReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import request from 'supertest';
import { asUser } from '../__testUtils__/asUser';
import { auditTrail } from '../__testUtils__/auditTrail';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const granted: Record<string, string[]> = {
  'user:default/admin': [
    accountReadPermission.name,
    accountManagePermission.name,
  ],
  'user:default/reader': [accountReadPermission.name],
  'user:default/nobody': [],
};

/** Decides by who asks; what is about resources is open to all. */
const permissions = mockServices.permissions.mock({
  authorizeConditional: async (requests, { credentials }: any) =>
    requests.map(({ permission }) => ({
      result:
        isResourcePermission(permission) ||
        granted[credentials.principal.userEntityRef].includes(
          (permission as Permission).name,
        )
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    })),
}).factory;

const input = {
  driver: 'fake',
  accountId: '111122223333',
  partition: 'fake',
  alias: 'Payments',
};
const rows = [{ accountId: '111122223333' }];

// 403 is the refusal; anything else means that the caller may ask, whatever the answer then is.
const READ = { admin: 'may', reader: 'may', nobody: 403 };
const MANAGE = { admin: 'may', reader: 403, nobody: 403 };

describe('who may do what with accounts', () => {
  const audit = auditTrail();
  let server: Awaited<ReturnType<typeof startPlugin>>['server'];

  beforeAll(async () => {
    ({ server } = await startPlugin(await databases.init('SQLITE_3'), {
      permissions,
      auditor: audit.factory,
    }));
  });

  it.each([
    ['get', '/gateway-drivers', READ, undefined],
    ['get', '/account-links', READ, undefined],
    ['get', '/account-links/x', READ, undefined],
    ['get', '/account-link-batches/x', READ, undefined],
    ['post', '/account-links', MANAGE, input],
    ['patch', '/account-links/x?version=1', MANAGE, { alias: 'a' }],
    ['delete', '/account-links/x', MANAGE, undefined],
    ['get', '/account-links/x/trust-setup', MANAGE, undefined],
    ['post', '/account-links/x/verification', MANAGE, { roleArn: 'arn' }],
    ['get', '/account-links/x/unlink-preview', MANAGE, undefined],
    ['post', '/account-links/x/sync', MANAGE, undefined],
    [
      'post',
      '/account-link-batches',
      MANAGE,
      { driver: 'fake', partition: 'fake', rows },
    ],
    ['get', '/account-link-batches/x/trust-setup', MANAGE, undefined],
    ['post', '/account-link-batches/x/verification', MANAGE, undefined],
  ] as const)('%s %s: %j', async (method, path, expected, body) => {
    for (const [name, answer] of Object.entries(expected)) {
      const caller = asUser(server, `user:default/${name}`);
      const { status } = await caller[method](path, body ?? {});
      expect([name, status === 403 ? 403 : 'may']).toEqual([name, answer]);
      expect(status).toBeLessThan(500);
    }
  });

  it('refuses services, who have no permissions', async () => {
    const { status } = await request(server)
      .get('/api/api-management/account-links')
      .set('authorization', mockCredentials.service.header());
    expect(status).toBe(403);
  });

  it('records refusals', async () => {
    audit.records.length = 0;
    await asUser(server, 'user:default/reader').delete('/account-links/x');
    expect(audit.records).toMatchObject([
      {
        eventId: 'account-unlink',
        severityLevel: 'high',
        outcome: 'failed',
        by: 'caller',
      },
    ]);
  });
});
