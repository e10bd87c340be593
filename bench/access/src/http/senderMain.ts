import { connectLoopback } from './connectLoopback';
import { sendOver } from './sendAll';

/** What the bench asks of the process that sends. */
export interface SendOrder {
  origin: string;
  /** base64. */
  requests: string[];
  connections: number;
}

let send: (() => Promise<void>) | undefined;

async function prepare({ origin, requests, connections }: SendOrder) {
  const serialized = requests.map(request => Buffer.from(request, 'base64'));
  send = sendOver(await connectLoopback(origin, connections), serialized);
  process.send!('ready');
}

async function sendPrepared() {
  await send!();
  process.send!('sent');
}

process.on('message', (message: SendOrder | 'send') =>
  message === 'send' ? sendPrepared() : prepare(message),
);
