import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench, and the one way to talk to it: a message, then its answer. */
export interface Child {
  pid: number;
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: { answer?: Answer }) => {
      // The transform that lets Node read TypeScript sends messages of its own.
      if (message.answer) {
        child.off('message', onMessage).off('exit', onExit);
        resolve(message.answer);
      }
    };
    const onExit = (code: number | null) =>
      reject(new Error(`${child.spawnargs.at(-1)} ended with code ${code}`));
    child.on('message', onMessage).once('exit', onExit);
  });
}

async function stop(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** @param core - the one core it may use; undefined: wherever the bench may run */
export function startChild(program: string, core?: number): Child {
  const node = [process.execPath, ...process.execArgv];
  const [execPath, ...execArgv] =
    core === undefined ? node : ['taskset', '-c', String(core), ...node];
  const child = fork(program, [], { execPath, execArgv });
  return {
    pid: child.pid!,
    ask: async message => {
      child.send(message as object);
      return answerOf(child);
    },
    stop: () => stop(child),
  };
}
