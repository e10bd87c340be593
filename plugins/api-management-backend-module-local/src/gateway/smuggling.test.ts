import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

/** What would be a second request if two servers disagreed about the end of the first. */
const smuggled = 'GET /accounts/secret HTTP/1.1\r\nHost: gateway\r\n\r\n';

describe('requests that two servers could read in two ways', () => {
  const setUp = setUpGateway();

  it.each([
    [
      'both lengths',
      `Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400,
    ],
    [
      'two lengths',
      `Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
      400,
    ],
    ['a list of lengths', `Content-Length: 0, 5\r\n\r\n${smuggled}`, 400],
    ['a signed length', `Content-Length: +5\r\n\r\n12345${smuggled}`, 400],
    ['a hexadecimal length', `Content-Length: 0x5\r\n\r\n12345`, 400],
    [
      'two transfer codings',
      `Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400,
    ],
    [
      'a coding that is not chunked',
      `Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      501,
    ],
    [
      'a misspelt coding',
      `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400,
    ],
    [
      'a space before the colon',
      `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400,
    ],
    [
      'a folded field',
      `Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      400,
    ],
    [
      'a malformed chunk',
      `Transfer-Encoding: chunked\r\n\r\n0x\r\n\r\n${smuggled}`,
      400,
    ],
    ['two hosts', `Host: other\r\n\r\n`, 400],
    [
      'a bare line feed',
      `X: 1\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a zero byte', `X: a\0b\r\n\r\n`, 400],
    ['an unknown expectation', 'Expect: 200-ok\r\n\r\n', 417],
  ])('refuses %s', async (_, rest, status) => {
    const fields = await signedFields(
      setUp.consumer,
      '/accounts/accounts/1',
      'POST',
    );
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `POST /accounts/accounts/1 HTTP/1.1\r\n${fields}${rest}`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(setUp.upstream.received).toEqual([]);
  });

  it('refuses a transfer coding in HTTP/1.0', async () => {
    const fields = await signedFields(
      setUp.consumer,
      '/accounts/accounts/1',
      'POST',
    );
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `POST /accounts/accounts/1 HTTP/1.0\r\n${fields}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(setUp.upstream.received).toEqual([]);
  });

  it('refuses a request without a host', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      'GET /accounts/accounts HTTP/1.1\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it('answers an upgrade as an ordinary call, and does not pass it on', async () => {
    const fields = await signedFields(
      setUp.consumer,
      '/accounts/accounts',
      'GET',
    );
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `GET /accounts/accounts HTTP/1.1\r\n${fields}Connection: upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(setUp.upstream.received[0].headers).not.toHaveProperty('upgrade');
  });

  it('opens no tunnel, says so, and logs it', async () => {
    const answer = await exchange(
      setUp.gateway.baseUrl,
      `CONNECT accounts:443 HTTP/1.1\r\nHost: accounts:443\r\n\r\n${smuggled}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 501 /);
    expect(answer).toMatch(/\r\nContent-Type: application\/problem\+json/i);
    expect(answer).toMatch(/\r\nConnection: close/i);
    expect(answer).toContain('"error":"not_implemented"');
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(setUp.upstream.received).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      http_method: 'CONNECT',
      path: 'accounts:443',
      status: 501,
      error: 'not_implemented',
    });
  });
});
