import type { Answer, Call, Fault } from '../startProxy';

/** What becomes of the calls of an operation, from the one on that is struck. */
export type FaultKind = {
  title: string;
  /** Undefined lets a call be; `count` is 0 for the struck one, and counts those after it. */
  strike(call: Call, struck: Call, count: number): Fault | undefined;
  /** The process ends with the call. */
  kills?: true;
};

/** More than the driver tries by itself, so that the operation fails. */
const STORM = 5;

/** As the service that is asked says it: REST, JSON, or the query protocol of STS. */
function errorAnswer(
  { headers, path }: Call,
  status: number,
  { code, message }: { code: string; message: string },
): Answer {
  if (headers['x-amz-target']) {
    const type = `com.amazonaws#${code}`;
    const isServer = status >= 500;
    return {
      status: isServer ? status : 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ __type: type, message }),
    };
  }
  return path === '/'
    ? {
        status,
        headers: { 'content-type': 'text/xml' },
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      }
    : {
        status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-errortype': code,
        },
        body: JSON.stringify({ message }),
      };
}

/** The services have names of their own for it. */
function throttled(call: Call): Answer {
  const target = String(call.headers['x-amz-target'] ?? '');
  const throttling = target || call.path === '/';
  return errorAnswer(call, throttling ? 400 : 429, {
    code: throttling ? 'ThrottlingException' : 'TooManyRequestsException',
    message: 'Rate exceeded',
  });
}

const failing = (call: Call) =>
  errorAnswer(call, 503, {
    code: 'ServiceUnavailableException',
    message: 'Service Unavailable',
  });

const expired = (call: Call) =>
  errorAnswer(call, call.headers['x-amz-target'] ? 400 : 403, {
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  });

const once = (fault: (call: Call) => Fault): FaultKind['strike'] => {
  return (call, _, count) => (count === 0 ? fault(call) : undefined);
};

/** The struck call, and the next ones of its kind. */
const storm = (answer: (call: Call) => Answer): FaultKind['strike'] => {
  let left = STORM;
  return (call, struck, count) => {
    left = count === 0 ? STORM : left;
    if (call.name !== struck.name || left === 0) {
      return undefined;
    }
    left -= 1;
    return { instead: answer(call), after: false };
  };
};

export const faultKinds: FaultKind[] = [
  {
    title: 'the connection ends before its effect',
    strike: once(() => ({ instead: 'dropped', after: false })),
  },
  {
    title: 'the connection ends after its effect',
    strike: once(() => ({ instead: 'dropped', after: true })),
  },
  {
    title: 'AWS is out of reach after its effect',
    strike: (_call, _struck, count) =>
      count < STORM ? { instead: 'dropped', after: count === 0 } : undefined,
  },
  { title: 'a storm of 429', strike: storm(throttled) },
  { title: 'a storm of 503', strike: storm(failing) },
  {
    title: '503 after its effect',
    strike: once(call => ({ instead: failing(call), after: true })),
  },
  {
    title: 'the session has expired',
    strike: once(call => ({ instead: expired(call), after: false })),
  },
  {
    title: 'the process is killed before its effect',
    strike: once(() => ({ instead: 'held', after: false })),
    kills: true,
  },
  {
    title: 'the process is killed after its effect',
    strike: once(() => ({ instead: 'held', after: true })),
    kills: true,
  },
];
