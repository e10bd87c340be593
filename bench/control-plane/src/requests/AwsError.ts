/** An error answer of a service. */
export class AwsError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
    this.code = code;
  }
}

/** What a service answers. */
export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  /** Sent one after the other. */
  body: Buffer[];
};

export function jsonAnswer(body: Buffer): Answer {
  return { headers: { 'content-type': 'application/json' }, body: [body] };
}

/** As the REST-JSON services tell errors: the type in a header, the message in the body. */
export function jsonErrorAnswer(error: AwsError): Answer {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': error.code,
    },
    body: [Buffer.from(JSON.stringify({ message: error.message }))],
  };
}
