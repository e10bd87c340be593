import { parentPort } from 'node:worker_threads';
import { serveJobs } from '../serveJobs';

function hoard(): never {
  const kept: object[] = [];
  for (;;) {
    kept.push({ more: new Array(10_000).fill(kept.length) });
  }
}

export const jobs = {
  double: (input: number) => input * 2,
  bytes: (length: number) => ({ bytes: new Uint8Array(length).fill(7) }),
  refuse: (reason: string) => {
    throw new SyntaxError(reason);
  },
  spin: () => {
    for (;;);
  },
  hoard,
  exit: (code: number) => process.exit(code),
};

if (parentPort) {
  serveJobs(parentPort, jobs);
}
