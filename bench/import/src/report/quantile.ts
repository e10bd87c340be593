/** The nearest-rank quantile. */
export function quantile(numbers: number[], rank: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * rank) - 1)] ?? NaN;
}
