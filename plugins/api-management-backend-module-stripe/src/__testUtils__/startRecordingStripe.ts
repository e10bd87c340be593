import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { StripeMemory } from './StripeMemory';

export type RecordedRequest = {
  method: string;
  path: string;
  params: Record<string, string>;
  key: string | undefined;
  /** What stripe-mock judged. */
  status: number;
};

type Kept = { status: number; body: string };

/**
 * Stands before stripe-mock, which judges all requests; keeps them, and remembers as Stripe does: what was made, and the
 * answers to idempotency keys.
 */
export async function startRecordingStripe(mockUrl: string) {
  const requests: RecordedRequest[] = [];
  const keys = new Map<string, Kept>();
  const state = {
    memory: new StripeMemory(),
    /** From this request that makes something on, nobody hears the answers. */
    cutFrom: Infinity,
    /** Until this one; `Infinity`: the process is gone. */
    cutTo: Infinity,
    /** What Stripe refuses with, after it began; it is kept with the key. */
    refusal: undefined as string | undefined,
  };

  const made = () => requests.filter(({ method }) => method === 'POST');

  async function judge(
    req: IncomingMessage,
  ): Promise<Kept & { again: boolean }> {
    const body = await text(req);
    const url = new URL(req.url!, mockUrl);
    const key = req.headers['idempotency-key'] as string | undefined;
    const params = new URLSearchParams(body || url.search);
    const response = await fetch(url, {
      method: req.method,
      headers: {
        authorization: req.headers.authorization!,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: body || undefined,
    });
    const example = await response.text();
    const { status } = response;
    requests.push({
      method: req.method!,
      path: url.pathname,
      params: Object.fromEntries(params),
      key,
      status,
    });
    if (status >= 400) {
      return { status, body: example, again: false };
    }
    const kept = key === undefined ? undefined : keys.get(key);
    if (kept) {
      return { ...kept, again: true };
    }
    const fresh = remembered(req.method!, url.pathname, params, example);
    if (key !== undefined) {
      keys.set(key, fresh);
    }
    return { ...fresh, again: false };
  }

  function remembered(
    method: string,
    path: string,
    params: URLSearchParams,
    example: string,
  ): Kept {
    if (method === 'POST' && state.refusal) {
      const error = { type: 'invalid_request_error', message: state.refusal };
      return { status: 400, body: JSON.stringify({ error }) };
    }
    const { status = 200, changes = {} } =
      state.memory.answer(method, path, params) ?? {};
    const body =
      status === 200 ? { ...JSON.parse(example), ...changes } : changes;
    return { status, body: JSON.stringify(body) };
  }

  async function answer(req: IncomingMessage, res: ServerResponse) {
    const { status, body, again } = await judge(req);
    const nth = made().length;
    if (nth >= state.cutFrom && nth <= state.cutTo) {
      req.socket.destroy();
      return;
    }
    res.writeHead(status, {
      'content-type': 'application/json',
      ...(again && { 'idempotent-replayed': 'true' }),
    });
    res.end(body);
  }

  const server = createServer((req, res) => {
    answer(req, res).catch(error => res.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    requests,
    state,
    made,
    /** As Stripe does after a day. */
    forgetKeys: () => keys.clear(),
    reset() {
      requests.length = 0;
      keys.clear();
      state.memory = new StripeMemory();
      state.cutFrom = Infinity;
      state.cutTo = Infinity;
      state.refusal = undefined;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
