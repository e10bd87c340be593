const MEGABYTE = 1024 * 1024;

/**
 * How large a definition may be, in bytes of its text, for what is done with it. Whoever publishes an API is told which of
 * them its definition exceeds.
 *
 * @public
 */
export const definitionLimits = {
  /** The catalog keeps each definition several times over, and reads it with every entity. */
  catalog: MEGABYTE,
  /** Comparing takes about a second for a megabyte, and many times the text in memory. */
  compared: 2 * MEGABYTE,
  /** Larger ones are noted, not kept. */
  kept: 32 * MEGABYTE,
};
