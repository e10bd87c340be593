import { loadClient } from './loadClient';

const discoveryApi = { getBaseUrl: async () => 'http://backend' };

describe('loadClient', () => {
  it('asks as the client does that it loads', async () => {
    const fetch = jest.fn(async () => Response.json({ items: [] }));
    const client = await loadClient({ discoveryApi, fetchApi: { fetch } });
    await expect(
      client.listGatewayDrivers({}, { token: 'of-max' }),
    ).resolves.toEqual({ items: [] });
    expect(fetch).toHaveBeenCalledWith(
      'http://backend/gateway-drivers',
      expect.objectContaining({
        headers: expect.objectContaining({ Authorization: 'Bearer of-max' }),
      }),
    );
  });
});
