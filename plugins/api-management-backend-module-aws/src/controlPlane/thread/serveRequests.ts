import type { MessagePort } from 'node:worker_threads';
import type { Answer, Transport } from '../Transport';
import type {
  Session,
  ThreadAnswer,
  ThreadFailure,
  ThreadRequest,
} from './messages';
import { Outbox } from './Outbox';

/** A session is forgotten so long after its end: requests that wait for it may still come. */
const GRACE_MS = 5 * 60_000;

/** The main thread aborts by no longer listening. */
const never = new AbortController().signal;

/** Sends what the port asks for, and answers there. */
export function serveRequests(port: MessagePort, transport: Transport) {
  const sessions = new Map<number, Session>();
  const outbox = new Outbox<ThreadAnswer>(answers => port.postMessage(answers));

  const send = async (request: ThreadRequest): Promise<Answer> => {
    const credentials = sessions.get(request.sessionId);
    if (!credentials) {
      throw new RangeError(`There is no session ${request.sessionId}`);
    }
    return transport.send({ ...request, credentials, signal: never });
  };

  port.on('message', (requests: ThreadRequest[]) => {
    for (const { session, ...request } of requests) {
      if (session) {
        forgetEnded(sessions);
        sessions.set(request.sessionId, session);
      }
      const { id } = request;
      send(request).then(
        answer => outbox.add({ id, answer }),
        error => outbox.add({ id, failure: toFailure(error) }),
      );
    }
  });
}

function forgetEnded(sessions: Map<number, Session>) {
  for (const [id, { expiration }] of sessions) {
    if (expiration && expiration.getTime() + GRACE_MS < Date.now()) {
      sessions.delete(id);
    }
  }
}

function toFailure(error: Error & Partial<ThreadFailure>): ThreadFailure {
  const { name, message, code, hostname } = error;
  return { name, message, code, hostname };
}
