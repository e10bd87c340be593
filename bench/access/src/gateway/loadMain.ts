import { exampleSecrets } from '@oaf/access/testUtils';
import { connectClient, type ConnectedClient } from './connectClient';
import type { LoadRequest } from './Message';
import { sendCalls } from './sendCalls';
import { serve } from './serve';

/** Tokens live 300 s; a batch must be sent before its token and its proofs (60 s) are too old. */
const TOKEN_AGE_MS = 120_000;

interface Options {
  issuer: string;
  /** What is called; also the token's resource, with a path behind it. */
  url: string;
  resource: string;
}

function toBytes(url: string, headers: Record<string, string>): Buffer {
  const { host, pathname } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(
    `GET ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`,
  );
}

function createBatches({ issuer, url, resource }: Options) {
  let client: ConnectedClient | undefined;
  let token = '';
  let tokenSince = -Infinity;
  return async (calls: number): Promise<Buffer[]> => {
    client ??= await connectClient(issuer);
    if (Date.now() - tokenSince > TOKEN_AGE_MS) {
      token = await client.getToken(resource);
      tokenSince = Date.now();
    }
    const requests: Buffer[] = [];
    for (let call = 0; call < calls; call += 1) {
      requests.push(
        toBytes(url, {
          Authorization: `DPoP ${token}`,
          DPoP: client.signCall(url, token),
          'x-api-key': exampleSecrets.apiKey,
          Accept: 'application/json',
          'User-Agent': 'bench',
        }),
      );
    }
    return requests;
  };
}

serve(async (options: Options) => {
  const createBatch = createBatches(options);
  let batch: Buffer[] = [];
  return {
    answer: async (message: LoadRequest) => {
      if (message.type === 'prepare') {
        batch = await createBatch(message.calls);
        return {};
      }
      return sendCalls(batch, message.target);
    },
    close: async () => {},
  };
});
