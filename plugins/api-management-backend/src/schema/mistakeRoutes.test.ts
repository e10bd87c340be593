import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const { api: _api, ...product } = accountsProduct;
const portal = usePortal();
const refusal = async (path: string, body: object) => {
  const answer = await portal.as('max').post(path, body);
  return [answer.status, answer.body.error?.message];
};

describe('a request that does not match the contract', () => {
  it.each([
    [
      'all that is missing',
      '/applications',
      {},
      [
        "request/body must have required property 'title'",
        "request/body must have required property 'owner'",
      ],
    ],
    [
      'each value that is wrong, at any depth',
      '/products',
      {
        ...product,
        title: '',
        tags: ['good', 'Not good'],
        gatewayApiIds: ['accounts'],
        plans: [
          {
            title: 'Gold',
            limits: { rate: 0, burst: 1.5 },
            price: { currency: 'euro', components: [] },
          },
        ],
      },
      [
        'request/body/title must NOT have fewer than 1 characters',
        'request/body/tags/1 must match pattern "^[a-z0-9+#-]{1,63}$"',
        'request/body/plans/0/limits/rate must be > 0',
        'request/body/plans/0/limits/burst must be integer',
        'request/body/plans/0/price/currency must match pattern "^[A-Z]{3}$"',
      ],
    ],
  ])('is told %s', async (_, path, body, mistakes) => {
    expect(await refusal(path, body)).toEqual([400, mistakes.join(', ')]);
  });

  it('is told the first mistake when it has more of them than any form', async () => {
    const [status, message] = await refusal('/products', {
      ...product,
      gatewayApiIds: ['accounts'],
      title: '',
      tags: Array(1000).fill(1),
    });
    expect(status).toBe(400);
    expect(message.split(', request/')).toHaveLength(1);
  });

  it('changes nothing about one that does, its version included', async () => {
    const bea = portal.as('bea');
    const { body } = await bea.post('/applications', {
      title: 'Portal',
      owner: 'user:default/bea',
    });
    const path = (version: unknown) =>
      `/applications/${body.id}?version=${version}`;
    const changed = { title: 'Web', owner: 'user:default/bea' };
    expect(await bea.put(path(body.version), changed)).toMatchObject({
      status: 200,
      body: { title: 'Web' },
    });
    expect((await bea.put(path('one'), changed)).status).toBe(400);
  });

  it.each([
    ['in its body', '/applications', 'request/body'],
    ['in its address', '/applications?search=%00', 'request/url'],
  ])(
    'is told of U+0000 %s, and not what else is wrong',
    async (_, path, where) => {
      expect(await refusal(path, { title: 'a\u0000b' })).toEqual([
        400,
        `${where} must not contain the character U+0000`,
      ]);
    },
  );
});
