import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Provider } from './Provider';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
});
const CLIENT_ID = 'backstage';
const LIFETIME_S = 300;

/** Stands in for an identity provider: lets everybody in at once, as the person of its claims. */
export class StandIn {
  /** What the next sign-in or refresh says beside what the provider always does. */
  claims: Record<string, unknown> = {};
  /** Scopes that were last asked for. */
  scopes: string[] = [];
  readonly #provider: Provider;
  readonly #subject = randomUUID();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(error => response.destroy(error));
  });
  #nonce: string | null = null;
  #refreshToken: string | undefined;

  private constructor(provider: Provider) {
    this.#provider = provider;
  }

  static async start(provider: Provider): Promise<StandIn> {
    const standIn = new StandIn(provider);
    standIn.#server.listen(0);
    await once(standIn.#server, 'listening');
    return standIn;
  }

  get metadataUrl() {
    return `${this.#metadata.issuer}/.well-known/openid-configuration`;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get #origin() {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get #metadata() {
    return this.#provider.metadata(this.#origin);
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, this.#origin);
    const address = `${this.#origin}${url.pathname}`;
    if (address === this.#metadata.authorization_endpoint) {
      response.writeHead(302, { location: this.#authorize(url) }).end();
      return;
    }
    const [status, body] = await this.#read(address, request);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  }

  #authorize({ searchParams }: URL): string {
    this.scopes = searchParams.get('scope')!.split(' ');
    this.#nonce = searchParams.get('nonce');
    const back = new URL(searchParams.get('redirect_uri')!);
    back.searchParams.set('state', searchParams.get('state')!);
    if (this.scopes.some(s => this.#provider.refusedScopes.includes(s))) {
      back.searchParams.set('error', 'invalid_request');
      back.searchParams.set('error_description', 'invalid_scope');
    } else {
      back.searchParams.set('code', 'code');
    }
    return back.href;
  }

  async #read(
    address: string,
    request: IncomingMessage,
  ): Promise<[number, object]> {
    const { token_endpoint, jwks_uri, userinfo_endpoint } = this.#metadata;
    switch (address) {
      case this.metadataUrl:
        return [200, this.#metadata];
      case jwks_uri:
        return [200, { keys: [publicKey.export({ format: 'jwk' })] }];
      case userinfo_endpoint:
        return [200, { sub: this.#subject, ...this.#provider.userinfo }];
      case token_endpoint:
        return this.#exchange(new URLSearchParams(await text(request)));
      default:
        return [404, {}];
    }
  }

  #exchange(grant: URLSearchParams): [number, object] {
    const isRefresh = grant.get('grant_type') === 'refresh_token';
    if (isRefresh && grant.get('refresh_token') !== this.#refreshToken) {
      return [400, { error: 'invalid_grant' }];
    }
    const isNew = isRefresh
      ? this.#provider.rotatesRefreshTokens
      : this.#provider.givesRefreshToken(this.scopes);
    if (isNew || !isRefresh) {
      this.#refreshToken = isNew ? randomUUID() : undefined;
    }
    return [
      200,
      {
        token_type: 'Bearer',
        expires_in: LIFETIME_S,
        scope: this.scopes.filter(s => s !== 'offline_access').join(' '),
        access_token: randomUUID(),
        id_token: this.#idToken(isRefresh),
        ...(isNew && { refresh_token: this.#refreshToken }),
      },
    ];
  }

  /** Refreshed ones have no nonce. */
  #idToken(isRefresh: boolean): string {
    const iat = Math.floor(Date.now() / 1000);
    return signed({
      iss: this.#metadata.issuer,
      aud: CLIENT_ID,
      sub: this.#subject,
      iat,
      exp: iat + LIFETIME_S,
      ...(!isRefresh && { nonce: this.#nonce }),
      ...this.#provider.claims,
      ...this.claims,
    });
  }
}

function signed(claims: object): string {
  const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(input), privateKey);
  return `${input}.${signature.toString('base64url')}`;
}
