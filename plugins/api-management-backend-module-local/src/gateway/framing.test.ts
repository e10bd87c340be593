import { exchange } from '../__testUtils__/exchange';
import { setUpGateway } from '../__testUtils__/setUpGateway';
import { signedFields } from '../__testUtils__/signedFields';

const path = '/accounts/accounts';
const jwks = 'GET /oauth/jwks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

describe('how answers are framed', () => {
  const setUp = setUpGateway();

  /** The answer as bytes, when the upstream answers these; the connection must be good for the next request. */
  async function answerTo(method: string, upstream: string): Promise<string> {
    setUp.upstream.handler = request => request.socket.write(upstream);
    const fields = await signedFields(setUp.consumer, path, method);
    const text = await exchange(
      setUp.gateway.baseUrl,
      `${method} ${path} HTTP/1.1\r\n${fields}\r\n${jwks}`,
    );
    const [answer, next, ...more] = text.split(/(?=HTTP\/1\.1 )/);
    expect(next).toMatch(/^HTTP\/1\.1 200 [^]*"keys":/);
    expect(more).toEqual([]);
    await expect(setUp.record()).resolves.toMatchObject({
      status: Number(answer.slice(9, 12)),
      error: null,
    });
    return answer;
  }

  it.each([
    ['GET', '304 Not Modified', 'Content-Length: 5', /content-length: 5\r\n/i],
    ['GET', '304 Not Modified', 'ETag: "1"', /etag: "1"\r\n/i],
    ['HEAD', '304 Not Modified', 'Content-Length: 5', /content-length: 5\r\n/i],
    ['HEAD', '200 OK', 'Content-Length: 5', /content-length: 5\r\n/i],
    ['HEAD', '404 Not Found', 'Content-Length: 5', /content-length: 5\r\n/i],
    ['HEAD', '200 OK', 'Transfer-Encoding: chunked', /./],
    ['GET', '205 Reset Content', 'Content-Length: 0', /content-length: 0\r\n/i],
  ])(
    '%s answered %s with %s keeps the connection',
    async (method, status, field, kept) => {
      const answer = await answerTo(
        method,
        `HTTP/1.1 ${status}\r\n${field}\r\n\r\n`,
      );
      expect(answer).toContain(`HTTP/1.1 ${status}\r\n`);
      expect(answer).toMatch(kept);
      expect(answer).toMatch(/\r\n\r\n$/);
      expect(answer).not.toMatch(/connection: close/i);
    },
  );

  it.each(['GET', 'HEAD', 'POST'])(
    'a 204 to %s has neither length nor coding',
    async method => {
      const answer = await answerTo(
        method,
        'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nX-End: 1\r\n\r\n',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 204 /);
      expect(answer).toMatch(/x-end: 1\r\n/i);
      expect(answer).not.toMatch(/content-length|transfer-encoding/i);
      expect(answer).toMatch(/\r\n\r\n$/);
    },
  );
});
