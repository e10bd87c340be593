import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { EncryptedKeyPair } from '@oaf/backstage-plugin-api-management-common';

const TIMEOUT_MS = 20_000;

const NOTHING_LOST =
  'Ask again with the same temporary password: the gateway answers the same key pair, or says that it handed it out already';

type Refusal = { error?: string; error_description?: string };

/**
 * Asks a gateway for the key pair of a temporary password, which it hands out once.
 *
 * @throws ConflictError in the gateway's words when it refuses
 * @throws ServiceUnavailableError when it does not answer, or cannot now
 */
export async function collectKeyPair(
  { endpoint, name }: { endpoint: string; name: string },
  temporaryPassword: string,
): Promise<EncryptedKeyPair> {
  const { status, text } = await ask(endpoint, temporaryPassword).catch(() => {
    throw new ServiceUnavailableError(
      `The gateway ${name} does not answer. ${NOTHING_LOST}`,
    );
  });
  const answer = parse(text);
  if (status >= 400 && status < 500 && status !== 429 && answer?.error) {
    const { error, error_description: description } = answer as Refusal;
    throw new ConflictError(`The gateway ${name}: ${description ?? error}`);
  }
  if (status === 403 || status === 404) {
    throw new ConflictError(
      `The gateway ${name} makes no key pairs yet; its stack is of an older release`,
    );
  }
  const { encrypted_private_key: encryptedPrivateKey, ...registration } =
    answer ?? {};
  if (status !== 201 || typeof encryptedPrivateKey !== 'string') {
    throw new ServiceUnavailableError(
      `The gateway ${name} answers ${status}. ${NOTHING_LOST}`,
    );
  }
  return { encryptedPrivateKey, registration };
}

async function ask(endpoint: string, temporaryPassword: string) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { Authorization: `Bearer ${temporaryPassword}` },
    // The password is for nobody else.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

/** Undefined of what is no JSON, as load balancers answer. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
