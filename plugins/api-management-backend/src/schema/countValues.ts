/** How many values a body of JSON holds, at any depth; counts no further than `most` + 1. */
export function countValues(body: unknown, most: number): number {
  const waiting = [body];
  let counted = 0;
  while (waiting.length > 0 && counted <= most) {
    const value = waiting.pop();
    counted += 1;
    if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) {
        waiting.push(inner);
      }
    }
  }
  return counted;
}
