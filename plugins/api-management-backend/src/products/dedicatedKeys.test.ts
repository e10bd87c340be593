import { accountsProduct, freePlan } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');

const guarded = { ...freePlan, title: 'Guarded', dedicatedKey: true };
const guardedProduct = { ...accountsProduct, plans: [guarded, freePlan] };

const NO_KMS =
  'Plan Guarded comes with a KMS key for each subscription, and the gateway of';

const message = (text: string) => ({
  body: { error: { message: expect.stringContaining(text) } },
});

const change = async (
  who: 'max' | 'bea',
  { id }: { id: string },
  plans: object[],
) => {
  const { body } = await portal.as('max').get(`/products/${id}`);
  const { api, ...input } = accountsProduct;
  return portal.as(who).put(`/products/${id}?version=${body.version}`, {
    ...input,
    gatewayApiIds: [await portal.gatewayApiId(api)],
    plans,
  });
};

describe('a plan that comes with a KMS key', () => {
  afterEach(() => {
    portal.gateway.dedicatedKeys = false;
  });

  it('may be drafted, and is published at gateways with KMS only', async () => {
    const draft = await portal.draft('max', guardedProduct);
    expect(draft.plans[0]).toMatchObject({ dedicatedKey: true });
    const publish = () =>
      portal
        .as('max')
        .post(`/products/${draft.id}/transitions`, { action: 'publish' });
    expect(await publish()).toMatchObject({ status: 409, ...message(NO_KMS) });
    portal.gateway.dedicatedKeys = true;
    expect((await publish()).status).toBe(200);
  });

  it('is not added where there is no KMS, nor by whom the product is not', async () => {
    const product = await portal.publish('max');
    const kept = product.plans.map(({ id, title, limits, price }: any) => ({
      id,
      title,
      limits,
      price,
    }));
    const plans = [guarded, ...kept];
    expect(await change('max', product, plans)).toMatchObject({
      status: 409,
      ...message(NO_KMS),
    });
    portal.gateway.dedicatedKeys = true;
    expect(await change('bea', product, plans)).toMatchObject({
      status: 403,
    });
    expect((await change('max', product, plans)).status).toBe(200);
  });

  it('is told to consumers and to the gateway, and stays while they rely on it', async () => {
    portal.gateway.dedicatedKeys = true;
    const product = await portal.publish('max', guardedProduct);
    const one = await portal.activate('bea', 'max', product);
    const other = await portal.activate('carl', 'max', product, {
      plan: 1,
    });
    expect(one.plan).toMatchObject({ dedicatedKey: true });
    expect(portal.gateway.grants.get(one.id)).toMatchObject({
      dedicatedKey: {},
    });
    expect(portal.gateway.grants.get(other.id)).not.toHaveProperty(
      'dedicatedKey',
    );
    const [{ id }] = product.plans;
    const plans = [{ ...freePlan, title: 'Guarded', id }];
    expect(await change('max', product, plans)).toMatchObject({
      status: 409,
      ...message('its KMS keys and'),
    });
  });
});
