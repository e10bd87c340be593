import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench, and the one way to talk to it: a message, then its answer. */
export interface Child {
  pid: number;
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

interface Question {
  resolve(answer: any): void;
  reject(error: Error): void;
}

function spawnOn(core: number | undefined, program: string): ChildProcess {
  const node = [process.execPath, ...process.execArgv];
  const [execPath, ...execArgv] =
    core === undefined ? node : ['taskset', '-c', String(core), ...node];
  return fork(program, [], { execPath, execArgv });
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
  const child = spawnOn(core, program);
  let question: Question | undefined;
  child.on('message', ({ answer }: { answer?: unknown }) => {
    // The transform that lets Node read TypeScript sends messages of its own.
    if (answer) {
      question?.resolve(answer);
    }
  });
  child.once('exit', code =>
    question?.reject(new Error(`${program} ended with code ${code}`)),
  );
  return {
    pid: child.pid!,
    ask: message =>
      new Promise((resolve, reject) => {
        question = { resolve, reject };
        child.send(message as object);
      }),
    stop: () => stop(child),
  };
}
