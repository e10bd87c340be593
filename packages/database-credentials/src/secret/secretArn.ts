const ARN =
  /^arn:aws(?:-[a-z]+)*:secretsmanager:([a-z0-9-]+):\d{12}:secret:.+$/;

export function isSecretArn(value: unknown): value is string {
  return typeof value === 'string' && ARN.test(value);
}

export function regionOf(secretArn: string): string {
  return ARN.exec(secretArn)![1];
}
