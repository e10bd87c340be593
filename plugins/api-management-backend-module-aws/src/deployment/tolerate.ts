import { isMissing } from './describeStack';

/** Throws an error on whose name the pattern does not match. */
export function unless(pattern: RegExp) {
  return (error: Error) => {
    if (!pattern.test(error.name)) {
      throw error;
    }
  };
}

/** Throws an error that does not say that the stack, or its change set, is not there. */
export function unlessMissing(error: unknown): void {
  if (!isMissing(error)) {
    throw error;
  }
}
