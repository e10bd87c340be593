import { RunningServer } from '../listen';
import { PortInUseError } from '../errors';
import { startUpstreams } from './startUpstreams';

const anyPort = {
  host: '127.0.0.1',
  port: 0,
  configKey: 'sandbox.upstreams.port',
};

describe('upstreams', () => {
  let upstreams: RunningServer;

  beforeAll(async () => {
    upstreams = await startUpstreams(anyPort);
  });

  afterAll(() => upstreams.close());

  function call(path: string, init?: RequestInit) {
    return fetch(`http://127.0.0.1:${upstreams.port}${path}`, init);
  }

  function post(path: string, body: unknown, headers = {}) {
    return call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  it.each([
    ['/products-and-services/products', { items: expect.any(Array), total: 4 }],
    ['/products-and-services/exchange-rates', { base: 'EUR' }],
    ['/claims-notification/claims', { items: expect.any(Array) }],
    ['/accounts/accounts', { items: expect.any(Array) }],
    ['/accounts/accounts/acc_7Q2M4T9K/balances', { accountId: 'acc_7Q2M4T9K' }],
  ])('GET %s answers the example of the document', async (path, body) => {
    const answer = await call(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    // No violation: the example agrees with the schema of the answer.
    expect(answer.headers.get('sl-violations')).toBeNull();
    await expect(answer.json()).resolves.toMatchObject(body);
  });

  it('POST with a valid body answers 201', async () => {
    const answer = await post('/claims-notification/claims', {
      policyNumber: 'HAL-HOM-204518',
      peril: 'water',
      occurredAt: '2025-11-17T06:30:00Z',
      description: 'A pipe under the kitchen sink burst during the night.',
      reporter: { name: 'Jonas Eide' },
    });
    expect(answer.status).toBe(201);
    await expect(answer.json()).resolves.toMatchObject({ status: 'notified' });
  });

  it.each([
    [
      'a missing field',
      '/products-and-services/loan-quotes',
      { productId: 'green-home-loan', termMonths: 48 },
    ],
    [
      'a value out of range',
      '/products-and-services/loan-quotes',
      {
        productId: 'green-home-loan',
        amount: { amount: '12000.00', currency: 'EUR' },
        termMonths: 1,
      },
    ],
    [
      'an unknown field',
      '/claims-notification/claims/CLM-2025-081734/withdrawal',
      { reason: 'The landlord pays.', refund: true },
    ],
  ])('POST with %s answers 400 problem+json', async (_, path, body) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('problem+json');
    await expect(answer.json()).resolves.toMatchObject({ status: 400 });
  });

  it('a missing required header answers 400', async () => {
    const payment = {
      debtorAccountId: 'acc_7Q2M4T9K',
      creditor: { name: 'Kodu Homes AS', iban: 'EE382200221020145685' },
      amount: { amount: '612.00', currency: 'EUR' },
    };
    const refused = await post('/accounts/payment-initiations', payment);
    expect(refused.status).toBe(400);
    const accepted = await post('/accounts/payment-initiations', payment, {
      'Idempotency-Key': 'rent-2025-12',
    });
    expect(accepted.status).toBe(201);
  });

  it('an unknown path answers 404, an unknown method 405', async () => {
    expect((await call('/accounts/nothing')).status).toBe(404);
    expect((await call('/nothing/products')).status).toBe(404);
    expect(
      (await call('/accounts/accounts', { method: 'DELETE' })).status,
    ).toBe(405);
  });

  it('names the port and its configuration key when the port is taken', async () => {
    const taken = { ...anyPort, port: upstreams.port };
    const attempt = startUpstreams(taken);
    await expect(attempt).rejects.toThrow(PortInUseError);
    await expect(attempt).rejects.toThrow(
      `Port ${upstreams.port} is in use by another process; stop that process, or set sandbox.upstreams.port to a free port.`,
    );
  });
});
