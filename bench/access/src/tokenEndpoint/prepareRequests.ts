import {
  signProof,
  signTokenForm,
  type BenchClient,
} from '../client/BenchClient';

/** A token request that has not been sent. */
export interface TokenRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** As many different good token requests: each has its own proof and its own assertion. */
export async function prepareRequests(
  count: number,
  client: BenchClient,
  server: { issuer: string; resource: string; nonce: string },
): Promise<TokenRequest[]> {
  const { issuer, resource, nonce } = server;
  const url = `${issuer}/token`;
  const scope = 'accounts:read';
  const requests: TokenRequest[] = [];
  for (let index = 0; index < count; index += 1) {
    requests.push({
      url,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        DPoP: await signProof(client, { htm: 'POST', htu: url, nonce }),
      },
      body: await signTokenForm(client, issuer, { scope, resource }),
    });
  }
  return requests;
}
