import type { IncomingMessage } from 'node:http';

/** nginx's `lingering_time` is 30 s; who was refused gets less. */
const LINGER_MS = 5000;

/**
 * Reads what an answered call still sends, for a short while: to hang up at once would make the caller's system throw the
 * answer away, and the connection can be used again only after the body.
 */
export function discardBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) {
    return;
  }
  request.unpipe();
  request.resume();
  const over = setTimeout(() => request.destroy(), LINGER_MS);
  const done = () => clearTimeout(over);
  request.once('end', done).once('close', done);
}
