import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/**
 * Runs Node in the foreground and answers its exit code (128 + number for a signal, as shells do).
 *
 * @param {string} node path of the executable
 * @param {string[]} args its command line
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
export async function run(node, args, cwd, env) {
  const child = spawn(node, args, { cwd, env, stdio: 'inherit' });
  const stopForwarding = forwardSignals(child);
  const [code, signal] = await once(child, 'exit');
  stopForwarding();
  return code ?? 128 + constants.signals[signal];
}

function forwardSignals(child) {
  const forward = signal => {
    // A terminal sends Ctrl-C to the child as well; a second one would mean "do not wait".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) {
      child.kill(signal);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach(signal => process.on(signal, forward));
  return () => signals.forEach(signal => process.off(signal, forward));
}
