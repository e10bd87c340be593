import { ServiceUnavailableError } from '@backstage/errors';
import { fromSdkError } from '../credentials/describeStsFault';

const REMEDIES: Record<string, string> = {
  AccessDeniedException:
    "This installation's own identity may not use it: allow it kms:GenerateDataKey and kms:Decrypt on that key, in its IAM policy and in the key's policy.",
  DisabledException: 'It is disabled. Enable it.',
  KMSInvalidStateException:
    'It cannot be used in its state. See whether it is disabled or scheduled for deletion, and cancel that.',
  NotFoundException:
    'There is no such key. Correct apiManagement.aws.envelopeKeyArn.',
  IncorrectKeyException:
    'The secret was enveloped with another KMS key. Configure that one again, or issue a new secret.',
  InvalidCiphertextException:
    'The secret was enveloped for another record or by another installation. Issue a new secret.',
};

const PASSING = 'It may pass by itself. Try again in a minute.';

/** Why a secret could not be enveloped or opened, and what to do; it waits as it was, so another try may succeed. */
export function toEnvelopeError(error: unknown, keyArn: string) {
  const { code, message } = fromSdkError(error);
  const said = `AWS said: ${code}${message ? `, ${message}` : ''}`;
  const remedy = REMEDIES[code] ?? PASSING;
  return new ServiceUnavailableError(
    `AWS KMS does not serve the key ${keyArn}, with which secrets are enveloped until they are shown. ${remedy} Nothing is lost. ${said}`,
    error,
  );
}
