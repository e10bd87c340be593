import type { z } from 'zod';

/**
 * What a column holds as JSON; undefined when it cannot be read or does not have the shape, so that one damaged row
 * takes no list down.
 */
export function readJson<Value>(
  text: string,
  shape: z.ZodType,
): Value | undefined {
  try {
    const value = JSON.parse(text);
    return shape.safeParse(value).success ? value : undefined;
  } catch {
    return undefined;
  }
}
