import type { Answer } from './Transport';

/** An error that an AWS service answered. */
export class AwsFault extends Error {
  readonly status: number;
  /** For example `NotFoundException`; `HTTP <status>` when the service did not name it. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  /** How far this machine's clock is ahead of the service's, as far as the answer tells. */
  readonly clockAheadMs: number | undefined;

  constructor(options: {
    status: number;
    code: string;
    message: string;
    retryAfterMs?: number;
    clockAheadMs?: number;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'AwsFault';
    this.status = options.status;
    this.code = options.code;
    this.retryAfterMs = options.retryAfterMs;
    this.clockAheadMs = options.clockAheadMs;
  }
}

/** The service's own error behind an error that was made of it. */
export function faultBehind(error: unknown): AwsFault | undefined {
  const { cause } = error as { cause?: unknown };
  return [error, cause].find(
    (candidate): candidate is AwsFault => candidate instanceof AwsFault,
  );
}

/** The service does not know what was asked for. */
export function isNotFound(error: unknown): boolean {
  return faultBehind(error)?.code === 'NotFoundException';
}

type ErrorBody = {
  message?: string;
  Message?: string;
  __type?: string;
  code?: string;
};

function parseBody(text: string): ErrorBody {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    // A proxy in between answers in its own words.
    return { message: text.slice(0, 200) };
  }
}

/** `NotFoundException:http://internal…`, `com.amazonaws#NotFoundException` → `NotFoundException` */
function toCode(text: string | undefined): string | undefined {
  return text?.split(':')[0].split('#').pop();
}

/** Reads an answer that is not a success (restJson1 protocol). @param now - epoch milliseconds */
export function toAwsFault({ status, headers, text }: Answer, now: number) {
  const body = parseBody(text);
  const header = (name: string) => [headers[name]].flat()[0];
  const message = body.message ?? body.Message ?? '';
  return new AwsFault({
    status,
    code:
      toCode(header('x-amzn-errortype')) ??
      toCode(body.__type ?? body.code) ??
      `HTTP ${status}`,
    message,
    retryAfterMs: retryAfterMs(header('retry-after'), now),
    clockAheadMs: clockAheadMs(message, header('date'), now),
  });
}

/** RFC 9110, section 10.2.3: seconds or a date. */
export function retryAfterMs(text: string | undefined, now: number) {
  if (!text) {
    return undefined;
  }
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** `20261123T170000Z` */
const SERVICE_TIME =
  /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z [+-] \d+ min\.\)/;

/** The message of a refused signature names the service's time; the header is the time of whoever answered. */
export function clockAheadMs(
  message: string,
  date: string | undefined,
  now: number,
): number | undefined {
  const [, ...named] = SERVICE_TIME.exec(message) ?? [];
  const [year, month, day, hour, minute, second] = named.map(Number);
  const time = named.length
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : now - time;
}
