/** One of so many, counted from 0. */
export type Part = { nth: number; of: number };

const DAY_MS = 86_400_000;

/**
 * Which of the cases of a matrix are tried that takes too long for each run: others each day, so that in so many days all of
 * them are.
 *
 * @param chosen - `<n>/<parts>`, to try again what another day tried; `1/1` is all of it
 * @throws Error when that is something else
 */
export function partOf(
  parts: number,
  chosen: string | undefined,
  now = Date.now(),
): Part {
  if (chosen === undefined) {
    return { nth: Math.floor(now / DAY_MS) % parts, of: parts };
  }
  const [, nth, of] = /^(\d+)[/](\d+)$/.exec(chosen)?.map(Number) ?? [];
  if (!nth || nth > of) {
    throw new Error(`OAF_FAULTS is ${chosen} instead of <n>/<parts>`);
  }
  return { nth: nth - 1, of };
}

export const titleOfPart = ({ nth, of }: Part) => `part ${nth + 1}/${of}`;
