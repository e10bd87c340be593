import { InputError } from '@backstage/errors';
import type { Credentials } from './Credentials';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the secret.
    return undefined;
  }
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

/**
 * The shape that Amazon RDS writes, and Secrets Manager's templates for rotation want:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 *
 * @throws InputError that tells nothing of what is in there
 */
export function parseSecret(
  secretArn: string,
  text: string | undefined,
): Credentials {
  const { username, password } = Object(parse(text ?? ''));
  if (!isText(username) || !isText(password)) {
    throw new InputError(
      `The secret ${secretArn} must be a JSON object with 'username' and 'password', as Amazon RDS writes it`,
    );
  }
  return { user: username, password };
}
