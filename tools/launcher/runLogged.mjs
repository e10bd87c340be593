import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { say } from './say.mjs';

const QUIET_SECONDS = 15;

const writeLine = line => process.stderr.write(`${line}\n`);

/**
 * Runs a command, shows its output, says that it is still running when it is quiet for long, and answers both.
 *
 * @param isHopeless whether a line says that nothing can come of it any more: the command is stopped there
 * @param show where its lines go
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runLogged(
  file,
  args,
  options,
  { isHopeless = () => false, show = writeLine } = {},
) {
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
  let stopped = false;
  const take = line => {
    if (stopped) {
      return;
    }
    output += `${line}\n`;
    show(line);
    heartbeat.refresh();
    stopped = isHopeless(line);
    if (stopped) {
      child.kill();
    }
  };
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', take);
  }
  try {
    const [code] = await once(child, 'close');
    return { code: code ?? 1, output };
  } finally {
    clearInterval(heartbeat);
  }
}
