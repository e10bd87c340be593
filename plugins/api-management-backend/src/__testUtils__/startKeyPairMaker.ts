import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it says when it handed a pair out. */
export const HANDED_OUT =
  'The key pair of this temporary password was handed out already. If it did not arrive, recover access in the portal';

/** A gateway that hands out a key pair once for each temporary password, over HTTP. */
export async function startKeyPairMaker() {
  const handedOut: string[] = [];
  const asked: { method?: string; authorization?: string }[] = [];
  const manner = {
    /** Answers nothing, without having made anything. */
    isDown: false,
    /** Answers as API Gateway does at a path that it does not have. */
    isOld: false,
  };
  const server = createServer(({ method, headers, socket }, response) => {
    const { authorization } = headers;
    asked.push({ method, authorization });
    if (manner.isDown) {
      socket.destroy();
      return;
    }
    if (manner.isOld) {
      response.writeHead(403).end('{"message":"Missing Authentication Token"}');
      return;
    }
    const isOver = handedOut.includes(authorization!);
    handedOut.push(authorization!);
    response
      .writeHead(isOver ? 401 : 201, { 'content-type': 'application/json' })
      .end(
        JSON.stringify(
          isOver
            ? { error: 'invalid_token', error_description: HANDED_OUT }
            : {
                client_id: 'sub_1',
                jwks: { keys: [{ kid: 'the-key' }] },
                encrypted_private_key: 'e.n.c.r.ypted',
              },
        ),
      );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/oauth/key-pair`,
    asked,
    manner,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
