/** A call that the gateway itself refuses or cannot complete; it becomes an RFC 9457 problem. */
export class GatewayProblem extends Error {
  override readonly name = 'GatewayProblem';
  readonly status: number;
  /** Stable word for programs and for the access log, for example `throttled`. */
  readonly error: string;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    error: string,
    options: {
      /** A sentence for the caller. */
      detail: string;
      headers?: Record<string, string>;
      cause?: unknown;
    },
  ) {
    super(options.detail, { cause: options.cause });
    this.status = status;
    this.error = error;
    this.headers = options.headers ?? {};
  }
}
