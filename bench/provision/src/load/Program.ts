import { setTimeout as wait } from 'node:timers/promises';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import * as client from 'openid-client';

/** What came of a program's calls. */
export type Calls = {
  answered: number;
  /** By status; 0 for a call that was not answered. */
  refused: Record<number, number>;
};

type Credentials = { clientId: string; password: string; apiKey: string };

type Access = { token: string; apiKey: string };

/** Calls an API all the time, so many times a second, with a token and an API key. */
export class Program {
  readonly calls: Calls = { answered: 0, refused: {} };
  readonly #getToken: () => Promise<string>;
  readonly #call: (access: Access) => Promise<number>;
  readonly #running = new Set<Promise<void>>();
  #access: Access | undefined;
  #isStopped = false;
  #beat: Promise<void> | undefined;

  private constructor(
    getToken: () => Promise<string>,
    call: (access: Access) => Promise<number>,
  ) {
    this.#getToken = getToken;
    this.#call = call;
  }

  /** Enrols a key pair with the temporary password. */
  static async enrol(
    issuer: string,
    url: string,
    { clientId, password, apiKey }: Credentials,
  ): Promise<Program> {
    const options = {
      algorithm: 'oauth2' as const,
      execute: [client.allowInsecureRequests],
    };
    const keys = await client.randomDPoPKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256' };
    const kid = await calculateJwkThumbprint(jwk);
    const config = await client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.PrivateKeyJwt({ key: keys.privateKey, kid }),
      options,
    );
    const DPoP = client.getDPoPHandle(config, keys);
    await client.dynamicClientRegistration(
      new URL(issuer),
      {
        token_endpoint_auth_method: 'private_key_jwt',
        grant_types: ['client_credentials'],
        jwks: { keys: [{ ...jwk, kid }] as client.JsonObject[] },
      },
      client.None(),
      { ...options, DPoP, initialAccessToken: password },
    );
    const getToken = async () => {
      const answer = await client.clientCredentialsGrant(config, {}, { DPoP });
      return answer.access_token;
    };
    const program = new Program(getToken, async access => {
      const answer = await client.fetchProtectedResource(
        config,
        access.token,
        new URL(url),
        'GET',
        undefined,
        new Headers({ 'x-api-key': access.apiKey }),
        { DPoP },
      );
      await answer.arrayBuffer();
      return answer.status;
    });
    await program.use(apiKey);
    return program;
  }

  start(callsPerSecond: number) {
    this.#beat = this.#keepCalling(1000 / callsPerSecond);
  }

  /** From the next call on, with a token that was issued when the key was known. */
  async use(apiKey: string) {
    this.#access = { apiKey, token: await this.#getToken() };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#beat;
    await Promise.all(this.#running);
  }

  async #keepCalling(everyMs: number) {
    while (!this.#isStopped) {
      const call = this.#callOnce().finally(() => this.#running.delete(call));
      this.#running.add(call);
      await wait(everyMs);
    }
  }

  async #callOnce() {
    const status = await this.#call(this.#access!).catch(() => 0);
    if (status === 200) {
      this.calls.answered += 1;
    } else {
      this.calls.refused[status] = (this.calls.refused[status] ?? 0) + 1;
    }
  }
}
