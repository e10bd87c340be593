/** AWS refused a request. `code` is the error's name, for example `ConditionalCheckFailedException`. */
export class AwsError extends Error {
  readonly name = 'AwsError';

  constructor(
    readonly operation: string,
    readonly code: string,
    description: string,
    /** Why each item of a cancelled DynamoDB transaction was refused, in their order; `None` for one that was not. */
    readonly cancellationCodes: string[] = [],
  ) {
    super(`${operation}: ${code}: ${description}`);
  }
}
