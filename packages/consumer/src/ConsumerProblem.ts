/** What went wrong, in one sentence, and what the user can do about it. */
export class ConsumerProblem extends Error {
  readonly name = 'ConsumerProblem';

  constructor(
    message: string,
    readonly nextStep: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
