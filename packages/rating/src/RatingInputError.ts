/**
 * A price, usage or period that cannot be rated. `field` is its path in the input, `value` what stood there.
 *
 * @public
 */
export class RatingInputError extends Error {
  override readonly name = 'RatingInputError';
  readonly #expected: string;

  constructor(
    readonly field: string,
    readonly value: unknown,
    expected: string,
  ) {
    super(`${field} must be ${expected}, but is ${JSON.stringify(value)}`);
    this.#expected = expected;
  }

  /** The same with a longer path. */
  under(path: string): RatingInputError {
    return new RatingInputError(
      `${path}.${this.field}`,
      this.value,
      this.#expected,
    );
  }
}
