import type { Dispatcher } from 'undici';
import { replaceCorsFields } from '../cors/corsFields';
import type { GatewayCall } from './GatewayCall';
import { toCallerHeaders } from './headers';

/** Nobody waits for the answer any more. */
export class CallerLeft extends Error {
  override readonly name = 'CallerLeft';
}

/** RFC 9110 section 6.4.1. */
function hasNoBody(status: number, method?: string): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

/**
 * Passes an upstream's answer on to the caller, chunk by chunk and no faster than it is read.
 * A caller who reads nothing for too long is left.
 */
class Relay implements Dispatcher.DispatchHandler {
  readonly #call: GatewayCall;
  readonly #done: (error?: Error) => void;
  readonly #onClose = () => this.#controller?.abort(new CallerLeft());
  readonly #onDrain = () => this.#goOn();
  readonly #idleMs: number;
  #controller: Dispatcher.DispatchController | undefined;
  #stalled: NodeJS.Timeout | undefined;

  constructor(
    call: GatewayCall,
    idleMs: number,
    done: (error?: Error) => void,
  ) {
    this.#call = call;
    this.#idleMs = idleMs;
    this.#done = done;
    call.response.once('close', this.#onClose).on('drain', this.#onDrain);
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#controller = controller;
    if (this.#call.response.destroyed) {
      this.#onClose();
    } else {
      this.#call.handOver();
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<typeof toCallerHeaders>[0],
  ) {
    if (status < 200) {
      return;
    }
    this.#call.upstreamAnswered(status);
    const { request, response } = this.#call;
    response.writeHead(
      status,
      replaceCorsFields(toCallerHeaders(headers, status), this.#call.cors),
    );
    if (hasNoBody(status, request.method)) {
      // The header is all of it; undici takes the length in a 304 for that of a body that is missing.
      this.onResponseEnd();
    } else if (headers['content-length'] === undefined) {
      // An event stream may have nothing to say for a while; its caller wants to know that it is open.
      response.flushHeaders();
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
    this.#call.responseLength += chunk.length;
    if (!this.#call.response.write(chunk)) {
      controller.pause();
      this.#stalled = setTimeout(
        () => this.#call.response.destroy(),
        this.#idleMs,
      );
    }
  }

  onResponseEnd() {
    this.#detach();
    this.#call.response.end();
    this.#done();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#detach();
    this.#done(error);
  }

  #goOn() {
    clearTimeout(this.#stalled);
    this.#controller?.resume();
  }

  #detach() {
    clearTimeout(this.#stalled);
    this.#call.response.off('close', this.#onClose).off('drain', this.#onDrain);
  }
}

/**
 * Sends the request and relays the answer.
 * @param idleMs - how long the caller may read nothing
 * @throws CallerLeft, or undici's error of the upstream
 */
export function relay(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { call, idleMs }: { call: GatewayCall; idleMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => (error ? reject(error) : resolve());
    dispatcher.dispatch(request, new Relay(call, idleMs, done));
  });
}
