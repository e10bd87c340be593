import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { say } from './say.mjs';

const QUIET_SECONDS = 15;

/**
 * Runs a command, shows its output, says that it is still running when it is quiet for long, and answers both.
 *
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runLogged(file, args, options) {
  const child = spawn(file, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: file.endsWith('.cmd'),
  });
  const started = Date.now();
  const heartbeat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`still working (${seconds} s)`);
  }, QUIET_SECONDS * 1000);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk;
      process.stderr.write(chunk);
      heartbeat.refresh();
    });
  }
  try {
    const [code] = await once(child, 'close');
    return { code: code ?? 1, output };
  } finally {
    clearInterval(heartbeat);
  }
}
