import { apiManagementPermissions } from '@oaf/backstage-plugin-api-management-common';
import { usePortal } from '../__testUtils__/portal/usePortal';
import { createStores } from '../composition/createStores';
import { registerPermissions } from './registerPermissions';

const portal = usePortal();
const shortName = ({ name }: { name: string }) =>
  name.replace('api-management.', '');

type Registered = {
  permissions: Array<{ name: string }>;
  rules: Array<{ name: string }>;
  getResources(ids: string[]): Promise<unknown[]>;
};

/** What a policy can be written against, by resource type; `basic` are those without one. */
function register() {
  const basic: Array<{ name: string }> = [];
  const byType: Record<string, Registered> = {};
  const errors: string[] = [];
  registerPermissions(
    {
      addPermissions: (permissions: any) => basic.push(...permissions),
      addResourceType(options: any) {
        byType[options.resourceRef.resourceType] = options;
      },
    } as any,
    createStores(portal.knex),
    { error: (message: string) => errors.push(message) } as any,
  );
  return { basic, byType, errors };
}

it('registers each permission once, with the rules of its resource', () => {
  const { basic, byType } = register();
  const registered = Object.entries(byType).map(
    ([type, { permissions, rules }]) => [
      type,
      permissions.map(shortName),
      rules.map(({ name }) => name),
    ],
  );
  expect([basic.map(shortName), ...registered]).toEqual([
    [
      'account.read',
      'account.manage',
      'gateway-api.read',
      'product.create',
      'application.create',
      'infrastructure.read',
      'infrastructure.deploy',
      'infrastructure.destroy',
    ],
    [
      'api-product',
      ['product.read', 'product.update', 'product.publish'],
      ['IS_PRODUCT_OWNER', 'IS_IN_AUDIENCE', 'HAS_PRODUCT_STATE'],
    ],
    [
      'api-application',
      ['application.read', 'application.update'],
      ['IS_APPLICATION_OWNER'],
    ],
    [
      'api-subscription',
      [
        'subscription.read',
        'subscription.approve',
        'subscription.manage',
        'subscription.cancel',
        'subscription.repair',
        'credential.manage',
        'invoice.credit',
        'invoice.deliver',
      ],
      [
        'IS_SUBSCRIPTION_CONSUMER',
        'IS_SUBSCRIPTION_PROVIDER',
        'IS_SUBSCRIPTION_REQUESTER',
      ],
    ],
  ]);
  const all = Object.values(byType).flatMap(({ permissions }) => permissions);
  expect([...basic, ...all].map(({ name }) => name).sort()).toEqual(
    apiManagementPermissions.map(({ name }) => name).sort(),
  );
});

it('shows policies the resources as they are, in the order they asked', async () => {
  const product = await portal.publish('max');
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  const subscription = await portal.subscribe('bea', product, {
    applicationId: application.id,
  });
  const { byType } = register();
  const shown = (type: string, id: string) =>
    byType[type].getResources(['nope', id]);
  expect(await shown('api-product', product.id)).toEqual([
    undefined,
    {
      id: product.id,
      owner: 'group:default/team-a',
      state: 'published',
      audience: ['*'],
    },
  ]);
  expect(await shown('api-application', application.id)).toEqual([
    undefined,
    expect.objectContaining({
      id: application.id,
      owner: 'group:default/team-b',
    }),
  ]);
  expect(await shown('api-subscription', subscription.id)).toEqual([
    undefined,
    {
      id: subscription.id,
      applicationOwner: 'group:default/team-b',
      productOwner: 'group:default/team-a',
      requestedBy: 'user:default/bea',
    },
  ]);
});

it.each(['api-product', 'api-application', 'api-subscription'])(
  'tells a policy no SQL when %s cannot be read',
  async type => {
    const { byType, errors } = register();
    await portal.knex.schema.dropTable('subscriptions');
    await portal.knex.schema.dropTable('applications');
    await portal.knex.schema.dropTable('api_products');
    const failure = await byType[type]
      .getResources(['one'])
      .catch((error: Error) => error.message);
    expect(failure).toEqual(expect.any(String));
    expect(failure).not.toMatch(/select|no such table/);
    expect(errors).toHaveLength(1);
  },
);
