import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Call = {
  method: string;
  path: string;
  /** What it is, for people and to be told apart: `POST /apikeys`, `DynamoDB_20120810.PutItem`. */
  name: string;
  headers: IncomingHttpHeaders;
  body: string;
};

export type Answer = { status: number; headers?: object; body: string };

/**
 * What becomes of a call instead of its answer: an answer of ours, `dropped`: a connection that ends, or `held`: nothing,
 * for ever. `after` tells whether the call has its effect nevertheless.
 */
export type Fault = { instead: Answer | 'dropped' | 'held'; after: boolean };

export type Proxy = {
  url: string;
  /** In their order. */
  calls: Call[];
  /** Asked for each call; undefined lets it be. */
  fault: ((call: Call) => Fault | undefined) | undefined;
  /** Changes the answers of calls that the emulator does not know. */
  standIn: ((call: Call, answer: Answer) => Promise<Answer>) | undefined;
  close(): Promise<void>;
};

const ID =
  /(?<=\/(?:restapis|resources|authorizers|deployments|usageplans|apikeys|keys)\/)[a-z0-9]+/g;

async function readCall(message: IncomingMessage): Promise<Call> {
  const path = message.url!;
  const method = message.method!;
  const target = message.headers['x-amz-target'];
  const route = path.replace(/[?].*/, '').replace(ID, '*');
  return {
    method,
    path,
    name: target ? String(target) : `${method} ${route}`,
    headers: message.headers,
    body: await text(message),
  };
}

function forward(endpoint: string, call: Call): Promise<Answer> {
  const { method, path, headers, body } = call;
  return new Promise((resolve, reject) => {
    const request = send(
      new URL(path, endpoint),
      { method, headers },
      async answer =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          body: await text(answer),
        }),
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Stands between the driver and an emulator, to see calls and to break them. */
export async function startProxy(endpoint: string): Promise<Proxy> {
  const server = createServer();
  const proxy: Proxy = {
    url: '',
    calls: [],
    fault: undefined,
    standIn: undefined,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const answer = async (call: Call): Promise<Fault['instead']> => {
    proxy.calls.push(call);
    const fault = proxy.fault?.(call);
    if (fault && !fault.after) {
      return fault.instead;
    }
    const real = await forward(endpoint, call);
    const whole = (await proxy.standIn?.(call, real)) ?? real;
    return fault?.instead ?? whole;
  };
  server.on('request', async (message, response) => {
    const given = await answer(await readCall(message));
    if (given === 'held') {
      return;
    }
    if (given === 'dropped') {
      message.socket.destroy();
      return;
    }
    const { status, headers = {}, body } = given;
    const {
      'transfer-encoding': _,
      'content-length': __,
      ...rest
    } = headers as IncomingHttpHeaders;
    response.writeHead(status, rest as Record<string, string>);
    response.end(body);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
