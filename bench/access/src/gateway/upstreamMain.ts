import { createServer, type Socket } from 'node:net';
import { serve } from './serve';

const body = '{"ok":true}';

const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
);

const end = Buffer.from('\r\n\r\n');

/** Answers each GET; a whole HTTP server would be slower than what is measured before it. */
function answerAll(socket: Socket) {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay().on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = rest.indexOf(end); at >= 0; at = rest.indexOf(end)) {
      rest = rest.subarray(at + end.length);
      socket.write(answer);
    }
  });
}

serve(async ({ port }: { port: number }) => {
  const server = createServer(answerAll);
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    answer: async () => ({}),
    close: async () => {
      server.close();
    },
  };
});
