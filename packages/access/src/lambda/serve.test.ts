import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { openVerifier } from './openPorts';
import { serve } from './serve';
import { toAccessRequest } from './toAccessRequest';

const issuer = 'https://auth.example.com/acme';

const rest = (changes: object = {}) =>
  ({
    httpMethod: 'POST',
    path: '/token',
    headers: { DPoP: 'b' },
    multiValueHeaders: { DPoP: ['a', 'b'] },
    body: 'grant_type=client_credentials',
    isBase64Encoded: false,
    requestContext: { path: '/acme/token', identity: {} },
    ...changes,
  } as unknown as APIGatewayProxyEvent);

const http = (changes: object = {}) =>
  ({
    version: '2.0',
    rawPath: '/acme/token',
    headers: { dpop: 'a' },
    body: Buffer.from('grant_type=client_credentials').toString('base64'),
    isBase64Encoded: true,
    requestContext: { stage: 'prod', http: { method: 'POST' } },
    ...changes,
  } as unknown as APIGatewayProxyEventV2);

async function textOf(body: ReturnType<typeof toAccessRequest>['body']) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

describe('toAccessRequest', () => {
  it('keeps both values of a header field that a REST API was sent twice', () => {
    const request = toAccessRequest(rest(), issuer);
    expect(request).toMatchObject({ method: 'POST', path: '/acme/token' });
    expect(request.headers.get('dpop')).toBe('a, b');
    expect(request.body).toBe('grant_type=client_credentials');
  });

  it('reads the body that an HTTP API encodes', async () => {
    const request = toAccessRequest(http(), issuer);
    expect(request).toMatchObject({ method: 'POST', path: '/acme/token' });
    await expect(textOf(request.body)).resolves.toBe(
      'grant_type=client_credentials',
    );
  });

  const metadata = '/.well-known/oauth-authorization-server';
  const root = 'https://auth.example.com';
  const stage = `${root}/prod`;

  it.each([
    [issuer, '/acme/jwks', '/acme/jwks'],
    [issuer, '/prod/acme/jwks', '/acme/jwks'],
    [issuer, `/prod${metadata}/acme`, `${metadata}/acme`],
    [issuer, `${metadata}/acme`, `${metadata}/acme`],
    [issuer, '/other', '/other'],
    [root, '/jwks', '/jwks'],
    [root, '/prod/jwks', '/jwks'],
    [root, '/production/jwks', '/production/jwks'],
    [root, `/prod${metadata}`, metadata],
    [stage, '/prod/jwks', '/prod/jwks'],
    [stage, `/prod${metadata}/prod`, `${metadata}/prod`],
    [
      stage,
      '/prod/.well-known/openid-configuration',
      '/prod/.well-known/openid-configuration',
    ],
  ])('reads, for the issuer %s, %s as %s', (of, rawPath, path) => {
    expect(toAccessRequest(http({ rawPath }), of).path).toBe(path);
  });
});

describe('serve', () => {
  it('answers 500 without internals when it cannot open its ports, and logs why', async () => {
    const failures = jest.spyOn(console, 'error').mockReturnValue();
    const answer = await serve(openVerifier)(http());
    expect(answer.statusCode).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'server_error',
      error_description: 'The request cannot be answered now',
    });
    expect(failures.mock.calls[0][0]).toContain('environment variable');
    failures.mockRestore();
  });
});
