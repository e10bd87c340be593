import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import {
  answer,
  credentials,
  reading,
  recordedPlane,
} from '../__testUtils__/recordedPlane';

const fault = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
) =>
  answer(
    status,
    { message: `${code}!` },
    { 'x-amzn-errortype': code, ...headers },
  );

const networkError = (code: string, fields = {}) =>
  Object.assign(new Error(`network ${code}`), { code, ...fields });

const ok = answer(200, 'fine');
const tooMany = fault(429, 'TooManyRequestsException');

function backThen(seconds: number) {
  return new Date(Date.now() + seconds * 1000)
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
}

async function failureOf(...answers: Parameters<typeof recordedPlane>) {
  const { plane } = recordedPlane(...answers);
  const error = await plane.get(reading, '/restapis').then(
    () => undefined,
    thrown => thrown,
  );
  expect(error).toBeInstanceOf(GatewayError);
  return error as GatewayError;
}

describe('ControlPlane', () => {
  it('asks for what it is told, with the session of the account', async () => {
    const { plane, requests } = recordedPlane(ok);
    const query = { limit: '500', position: undefined };
    await expect(plane.get(reading, '/restapis', query)).resolves.toBe('fine');
    expect(requests).toEqual([
      {
        service: 'apigateway',
        region: 'eu-west-1',
        dnsSuffix: 'amazonaws.com',
        path: '/restapis',
        query: { limit: '500' },
        credentials,
        signal: reading.signal,
      },
    ]);
  });

  it.each([
    ['throttling', tooMany],
    ['a server error', fault(503, 'ServiceUnavailableException')],
    ['a broken connection', networkError('ECONNRESET')],
    ['no answer', networkError('UND_ERR_HEADERS_TIMEOUT')],
  ])('tries again after %s, each try within the budget', async (_, failure) => {
    const { plane, requests, budgets } = recordedPlane(failure, ok);
    await expect(plane.get(reading, '/restapis')).resolves.toBe('fine');
    expect(requests).toHaveLength(2);
    expect(budgets.read(reading.account, reading.region)).toMatchObject({
      requests: 2,
      throttled: failure === tooMany ? 1 : 0,
    });
  });

  it('slows down when it is throttled', async () => {
    const { plane, budgets } = recordedPlane(tooMany, ok);
    await plane.get(reading, '/restapis');
    const { rate } = budgets.read(reading.account, reading.region)!;
    expect(rate).toBeLessThan(6);
  });

  it('gives up after three tries more', async () => {
    const error = await failureOf(tooMany, tooMany, tooMany, tooMany, ok);
    expect(error).toMatchObject({ reason: 'throttled' });
    expect(error.message).toMatch(
      /^API Gateway throttled requests to eu-west-1 of account 111111111111 \(Payments\) again and again; .* a lower apiManagement\.aws\.requests\.rate leaves more to others\./,
    );
  }, 20_000);

  it('asks for a new session when the old one has expired', async () => {
    const { plane, refused } = recordedPlane(
      fault(403, 'ExpiredTokenException'),
      ok,
    );
    await expect(plane.get(reading, '/restapis')).resolves.toBe('fine');
    expect(refused).toEqual([credentials]);
  });

  it.each([
    [
      'access-denied',
      fault(403, 'AccessDeniedException'),
      'The trust role may not read API Gateway in eu-west-1 of account 111111111111 (Payments). Update its stack to the current template',
    ],
    [
      'region-not-enabled',
      fault(403, 'UnrecognizedClientException'),
      "does not accept the account's credentials, as a region that is not enabled does. Enable it in the account's settings, or take it from the regions of the link.",
    ],
    [
      'region-not-enabled',
      networkError('ENOTFOUND', { hostname: 'apigateway.eu-west-9.x' }),
      'There is no address for apigateway.eu-west-9.x. Either there is no such region',
    ],
    [
      'quota-exceeded',
      fault(429, 'LimitExceededException'),
      'A resource quota of eu-west-1 of account 111111111111 (Payments) is used up; waiting does not help. Delete what is no longer needed',
    ],
    [
      'base-credentials',
      fault(403, 'InvalidSignatureException'),
      'Check the credentials of this installation',
    ],
    [
      'unavailable',
      networkError('CERT_HAS_EXPIRED'),
      'API Gateway in eu-west-1 cannot be reached: network CERT_HAS_EXPIRED. Check that this machine may open connections to it',
    ],
  ])('answers %s at once, with what to do', async (reason, failure, text) => {
    const error = await failureOf(failure);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(text);
  });

  it.each([
    [421, 'behind', `(${backThen(421)} - 5 min.)`, {}],
    [421, 'ahead of', `(${backThen(-421)} + 5 min.)`, {}],
    [600, 'behind', '', { date: new Date(Date.now() + 600_000).toUTCString() }],
  ])(
    'tells that the clock is %i s %s AWS',
    async (seconds, direction, message, headers) => {
      const error = await failureOf(
        answer(
          403,
          { message: `Signature expired: … ${message}` },
          { 'x-amzn-errortype': 'InvalidSignatureException', ...headers },
        ),
      );
      expect(error.reason).toBe('clock-skew');
      const [, told] = /clock is (\d+) s /.exec(error.message) ?? [];
      expect(Math.abs(Number(told) - seconds)).toBeLessThan(10);
      expect(error.message).toContain(`s ${direction} AWS`);
    },
  );

  it('sends nothing once it is aborted', async () => {
    const { plane, requests } = recordedPlane(ok);
    const signal = AbortSignal.abort(new Error('Enough'));
    await expect(
      plane.get({ ...reading, signal }, '/restapis'),
    ).rejects.toThrow('Enough');
    expect(requests).toEqual([]);
  });
});
