import { createApiManagementClient } from './ApiManagementClient';

const discoveryApi = { getBaseUrl: async () => 'http://backend' };

describe('createApiManagementClient', () => {
  it('sends dates and the reserved word from in the query', async () => {
    const fetch = jest.fn(async () => Response.json({ points: [] }));
    await createApiManagementClient({
      discoveryApi,
      fetchApi: { fetch },
    }).getUsage({
      query: { side: 'provider', _from: new Date('2026-01-02T03:04:05Z') },
    });
    expect(fetch).toHaveBeenCalledWith(
      'http://backend/usage?side=provider&from=2026-01-02T03%3A04%3A05.000Z',
      expect.anything(),
    );
  });

  it('answers a definition as the text that it is', async () => {
    const fetch = async () =>
      new Response('{"openapi":"3.0.3"}', {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
    const client = createApiManagementClient({
      discoveryApi,
      fetchApi: { fetch },
    });
    await expect(
      client.getDefinition({ path: { gatewayApiId: 'a' } }),
    ).resolves.toBe('{"openapi":"3.0.3"}');
  });

  it('throws the error that the backend answers', async () => {
    const fetch = async () =>
      Response.json(
        {
          error: { name: 'ConflictError', message: 'version 2 was edited' },
          response: { statusCode: 409 },
        },
        { status: 409 },
      );
    await expect(
      createApiManagementClient({
        discoveryApi,
        fetchApi: { fetch },
      }).getOverview({}),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: 'version 2 was edited' },
    });
  });
});
