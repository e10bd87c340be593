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
  const stopWatching = stopWithParent(child, env);
  const [code, signal] = await once(child, 'exit');
  stopForwarding();
  stopWatching();
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

// npm sends its signals to the shell between us, which ends without telling anybody.
function stopWithParent(child, env) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (env.npm_lifecycle_event && process.ppid !== parent) {
      child.kill('SIGTERM');
    }
  }, 500);
  return () => clearInterval(watch);
}
