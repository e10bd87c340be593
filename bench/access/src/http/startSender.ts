import { fork, type ChildProcess } from 'node:child_process';
import type { SendOrder } from './senderMain';

type Answer = 'ready' | 'sent';

/** Other messages are the transpiler's, which tells its parent what it loads. */
function waitFor(child: ChildProcess, expected: Answer): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () =>
      reject(new Error('The sending process has ended; its error is above'));
    const listen = (message: unknown) => {
      if (message === expected) {
        child.off('message', listen).off('exit', end);
        resolve();
      }
    };
    child.on('message', listen).on('exit', end);
  });
}

/** A process that sends requests, so that the processor time of this one is that of the servers alone. */
export function startSender() {
  const child = fork(require.resolve('./senderMain'));
  const ask = (order: SendOrder | 'send', expected: Answer) => {
    child.send(order);
    return waitFor(child, expected);
  };
  return {
    async prepare(origin: string, requests: Buffer[], connections: number) {
      const encoded = requests.map(request => request.toString('base64'));
      await ask({ origin, requests: encoded, connections }, 'ready');
      return () => ask('send', 'sent');
    },
    stop() {
      child.kill();
    },
  };
}

export type Sender = ReturnType<typeof startSender>;
