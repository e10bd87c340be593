import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from './Terminal';

const silent = () =>
  new Writable({ write: (_chunk, _encoding, done) => done() });

/** The first line; empty when the input ends without one. */
function readLine(): Promise<string> {
  const { stdin } = process;
  const lines = createInterface({
    input: stdin,
    output: silent(),
    terminal: stdin.isTTY,
  });
  return new Promise(resolve => {
    lines.once('line', line => {
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    environment: process.env,
    write: chunk => process.stdout.write(chunk),
    say: line => process.stderr.write(`${line}\n`),
    ask: async title => {
      if (process.stdin.isTTY) {
        process.stderr.write(`${title}: `);
      }
      const answer = await readLine();
      if (process.stdin.isTTY) {
        process.stderr.write('\n');
      }
      return answer;
    },
  };
}
