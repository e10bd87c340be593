import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();

const refusal =
  'The trust role lacks apigateway:PATCH in eu-central-1 of account 1 (Payments)';

/** Active, and a gateway that refuses what comes next. */
async function refused() {
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product);
  portal.gateway.failure = new Error(refusal);
  await portal.move('max', { id }, 'suspend');
  await portal.provision();
  const errorFor = async (person: 'max' | 'bea' | 'ada') =>
    (await portal.as(person).get(`/subscriptions/${id}`)).body.error;
  return { errorFor };
}

describe('what a gateway refuses of an active subscription', () => {
  it('is told to those who manage the subscription', async () => {
    const { errorFor } = await refused();
    expect(await errorFor('max')).toBe(refusal);
    expect(await errorFor('ada')).toBe(refusal);
    expect(await errorFor('bea')).toBeUndefined();
  });

  it('is told no longer when the gateway has what it should', async () => {
    const { errorFor } = await refused();
    portal.gateway.failure = undefined;
    portal.at('2026-03-10T12:10:00.000Z');
    await portal.provision();
    expect(await errorFor('max')).toBeUndefined();
  });
});
