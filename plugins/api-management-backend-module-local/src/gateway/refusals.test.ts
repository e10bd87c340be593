import { exampleSecrets } from '@oaf/access/testUtils';
import { expectProblem } from '../__testUtils__/expectProblem';
import { sendRaw } from '../__testUtils__/sendRaw';
import { setUpGateway } from '../__testUtils__/setUpGateway';

describe('calls that the embedded gateway refuses', () => {
  const setUp = setUpGateway();

  it.each([
    '/accounts/../admin',
    '/accounts/%2e%2e/admin',
    '/accounts/..%2fadmin',
    '/accounts/%252e%252e%252fadmin',
  ])('refuses %s before anything else', async path => {
    const answer = await sendRaw(setUp.gateway.baseUrl, path);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_path' });
    expect(setUp.upstream.received).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      path,
      status: 400,
      api_id: null,
      error: 'invalid_path',
    });
  });

  it('answers 404 for an unknown API and logs it', async () => {
    const answer = await fetch(
      `${setUp.gateway.baseUrl}/nothing/here?token=secret`,
    );
    await expectProblem(answer, {
      status: 404,
      error: 'unknown_api',
      detail: 'There is no API at this path.',
    });
    await expect(setUp.record()).resolves.toMatchObject({
      api_id: null,
      path: '/nothing/here',
      status: 404,
      error: 'unknown_api',
      subscription_id: null,
    });
  });

  it('answers 401 with WWW-Authenticate for a call without a token and logs it', async () => {
    const answer = await fetch(`${setUp.gateway.baseUrl}/accounts/accounts`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP /);
    expect(setUp.upstream.received).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      api_id: 'accounts',
      status: 401,
      integration_status: null,
      error: expect.any(String),
      subscription_id: null,
    });
  });

  it('answers 403 for a call beyond the scope, and the log knows whose it was', async () => {
    const answer = await setUp.consumer.call('/accounts/accounts/1', {
      method: 'DELETE',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      'insufficient_scope',
    );
    await expect(setUp.record()).resolves.toMatchObject({
      status: 403,
      error: 'insufficient_scope',
      subscription_id: setUp.grant.subscriptionId,
    });
  });

  it('refuses an API key that comes twice', async () => {
    const answer = await setUp.consumer.call('/accounts/accounts', {
      headers: { 'x-api-key': `${exampleSecrets.apiKey}, other` },
    });
    expect([401, 403]).toContain(answer.status);
    expect(setUp.upstream.received).toEqual([]);
  });

  it('answers 405 for a method that the issuer cannot be asked with', async () => {
    const answer = await sendRaw(setUp.gateway.baseUrl, '/oauth/jwks', {
      method: 'TRACE',
    });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET');
  });
});
