import * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';

/** What to do about a refusal, by its OAuth code. */
const nextSteps: Record<string, string> = {
  access_denied:
    'The subscription is suspended. Ask the owner of the API product.',
  insufficient_scope: 'The subscription does not include this call.',
  invalid_client:
    'The key of this profile is not registered (any more), or the clock of this machine is wrong. Ask for a new temporary password in the portal and enrol again.',
  invalid_client_metadata: 'Enrol with another --alg.',
  invalid_dpop_proof: 'Set the clock of this machine.',
  invalid_scope: 'Leave --scope out to get all that the subscription allows.',
  invalid_target: 'Leave --resource out, or copy it from the portal.',
  invalid_token:
    'A temporary password works once and for a limited time. Ask for a new one in the portal.',
};

interface Refusal {
  code: string;
  description: string;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof client.ResponseBodyError) {
    return { code: error.error, description: error.error_description ?? '' };
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    const { error: code = 'unauthorized', error_description = '' } =
      error.cause[0].parameters;
    return { code, description: error_description };
  }
  return undefined;
}

/** An OAuth error response as a sentence and a next step. */
export function explainRefusal(
  code = 'unknown',
  description = '',
): ConsumerProblem {
  return new ConsumerProblem(
    `The gateway refused: ${code}${description && ` (${description})`}.`,
    nextSteps[code] ?? "See the subscription's page in the portal.",
  );
}

/** Codes of the connection, of TLS and of fetch itself. */
const networkCode =
  /^(E[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|[A-Z_]*_CERT[A-Z_]*)$/;

/** The innermost cause says which connection failed and how. */
function rootOf(error: unknown): { name?: string; code?: string } {
  const { cause } = error as { cause?: unknown };
  return cause ? rootOf(cause) : (error as Error);
}

function networkProblem(error: unknown): string | undefined {
  const { name, code = '' } = rootOf(error);
  return name === 'TimeoutError' ? name : networkCode.exec(code)?.[0];
}

/** Any error as a sentence and a next step; a refusal shows what the server said. */
export function explain(error: unknown): ConsumerProblem {
  if (error instanceof ConsumerProblem) {
    return error;
  }
  const refusal = refusalOf(error);
  if (refusal) {
    return explainRefusal(refusal.code, refusal.description);
  }
  const network = networkProblem(error);
  return network
    ? new ConsumerProblem(
        `The gateway cannot be reached: ${network}.`,
        "Check the address, and this machine's network, proxy and certificates.",
        { cause: error },
      )
    : new ConsumerProblem(
        `${(error as Error).message}`,
        "Check the issuer: it is shown on the subscription's page in the portal.",
        { cause: error },
      );
}
