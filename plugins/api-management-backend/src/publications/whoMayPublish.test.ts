import { usePortal } from '../__testUtils__/portal/usePortal';

describe('where a product is offered', () => {
  const portal = usePortal();

  it('is told to those who may publish it, and decided by them', async () => {
    const { id } = await portal.publish('max');
    const path = `/products/${id}/publications`;
    expect((await portal.as('max').get(path)).body).toEqual({
      items: [],
      totalItems: 0,
      offerable: 0,
    });
    for (const person of ['bea', 'paul'] as const) {
      expect((await portal.as(person).get(path)).status).toBe(403);
      const begun = await portal
        .as(person)
        .post(`${path}/gateway/transitions`, { action: 'apply', digest: '1' });
      expect(begun.status).toBe(403);
    }
    const unknown = await portal
      .as('max')
      .post(`${path}/gateway/plan`, { action: 'apply' });
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toBe('There is no gateway gateway');
  });
});
