/** A line of JSON for CloudWatch Logs. Nothing secret may be in it. */
export function logError(message: string, error: unknown): void {
  const { name, message: cause, stack } = error as Error;
  // eslint-disable-next-line no-console
  console.error(
    JSON.stringify({ level: 'ERROR', message, name, cause, stack }),
  );
}

/** Why a call was refused: API Gateway's own log does not say it of a 401. */
export function logRefusal(refusal: Record<string, unknown>): void {
  // eslint-disable-next-line no-console
  console.info(JSON.stringify({ level: 'INFO', ...refusal }));
}
