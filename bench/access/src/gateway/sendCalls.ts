import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LoadResult, LoadTarget } from './Message';

const STATUS = /^HTTP\/1\.1 (\d{3})/;
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** The answer at the beginning of the text: its status and where it ends; undefined while it is not whole. */
function readAnswer(text: string) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) {
    return undefined;
  }
  const head = text.slice(0, headEnd);
  const end = headEnd + 4 + Number(LENGTH.exec(head)?.[1] ?? 0);
  return text.length < end
    ? undefined
    : { status: STATUS.exec(head)?.[1] ?? 'broken', end };
}

/** One connection: a call goes out when the answer to the one before is whole. */
function sendInTurn(
  socket: Socket,
  next: () => Buffer | undefined,
  onAnswer: (status: string, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    let sentAt = 0;
    const send = () => {
      const request = next();
      if (!request) {
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server hung up')));
    socket.on('data', chunk => {
      text += chunk.toString('latin1');
      const answer = readAnswer(text);
      if (answer) {
        text = text.slice(answer.end);
        onAnswer(answer.status, performance.now() - sentAt);
        send();
      }
    });
    send();
  });
}

function openSocket({ origin }: LoadTarget): Socket {
  const { hostname, port } = new URL(origin);
  return connect({ host: hostname, port: Number(port), noDelay: true });
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Sends the calls over kept connections, one at a time on each, and tells what came back. */
export async function sendCalls(
  calls: Buffer[],
  target: LoadTarget,
): Promise<LoadResult> {
  const sockets = Array.from({ length: target.connections }, () =>
    openSocket(target),
  );
  await Promise.all(sockets.map(socket => once(socket, 'connect')));
  const latencies = new Float64Array(calls.length);
  const statuses: Record<string, number> = {};
  let sent = 0;
  let answered = 0;
  const onAnswer = (status: string, milliseconds: number) => {
    latencies[answered] = milliseconds;
    answered += 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const next = () => {
    sent += 1;
    return calls[sent - 1];
  };
  const startedAt = performance.now();
  await Promise.all(sockets.map(socket => sendInTurn(socket, next, onAnswer)));
  const seconds = (performance.now() - startedAt) / 1000;
  sockets.forEach(socket => socket.destroy());
  latencies.sort();
  return {
    seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    statuses,
  };
}
