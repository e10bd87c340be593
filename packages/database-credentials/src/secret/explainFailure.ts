import { ForwardedError } from '@backstage/errors';

const READ = 'secretsmanager:GetSecretValue';

/** Names of errors: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
function adviceFor(name: string, message: string): string {
  switch (name) {
    case 'AccessDeniedException':
      return message.includes('KMS')
        ? `allow the backend's AWS identity kms:Decrypt on the key of the secret`
        : `allow the backend's AWS identity ${READ} on it, for the stages AWSCURRENT and AWSPENDING, and kms:Decrypt on its key unless that is aws/secretsmanager`;
    case 'DecryptionFailure':
      return `allow the backend's AWS identity kms:Decrypt on the key of the secret, and look whether the key is enabled`;
    case 'ResourceNotFoundException':
      return 'there is no such secret in the account and region of the ARN';
    case 'CredentialsProviderError':
      return `the backend has no AWS credentials; give its task or pod a role that has ${READ}, or configure aws.mainAccount`;
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
    case 'UnrecognizedClientException':
      return "AWS does not take the backend's AWS credentials; look whether they are of this partition, and expired";
    default:
      return 'look whether the backend reaches AWS Secrets Manager';
  }
}

/** With what to do; AWS's own message follows it, and names who was refused what. */
export function explainFailure(secretArn: string, error: unknown): Error {
  const { name, message } = error as Error;
  return new ForwardedError(
    `Cannot read the database credentials in ${secretArn}: ${adviceFor(
      name,
      message,
    )}`,
    error as Error,
  );
}
