import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const path = '/accounts/accounts/1';

describe('a call with an expectation', () => {
  const setUp = setUpGateway();

  async function post(expect: string, version = '1.1') {
    setUp.upstream.handler = (request, response) => request.pipe(response);
    const fields = await signedFields(setUp.consumer, path, 'POST');
    return exchange(
      setUp.gateway.baseUrl,
      `POST ${path} HTTP/${version}\r\n${fields}Expect: ${expect}\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello`,
    );
  }

  it.each([
    '200-ok',
    'x-100-continue',
    '100-continue; a=b',
    '100-continue, 200-ok',
    '"100-continue"',
  ])('is refused as a problem and logged when it is %s', async expectation => {
    const answer = await post(expectation);
    expect(answer).toMatch(/^HTTP\/1.1 417 Expectation Failed\r\n/);
    expect(answer).toMatch(/\r\nContent-Type: application\/problem\+json/i);
    expect(answer).toContain('"error":"expectation_failed"');
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(setUp.upstream.received).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      status: 417,
      error: 'expectation_failed',
      integration_status: null,
    });
  });

  it.each(['100-continue', '100-Continue'])(
    'is asked for its body when it is %s',
    async expectation => {
      await expect(post(expectation)).resolves.toMatch(
        /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK[^]*hello/,
      );
    },
  );

  it.each(['100-continue', '200-ok'])(
    'of HTTP/1.0 is not heard: %s',
    async expectation => {
      await expect(post(expectation, '1.0')).resolves.toMatch(
        /^HTTP\/1.1 200 OK[^]*hello/,
      );
    },
  );
});
