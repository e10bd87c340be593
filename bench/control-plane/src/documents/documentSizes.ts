const SMALLEST = 5 * 1024;
const LARGEST = 250 * 1024;
const MEDIAN = 12 * 1024;
const SIGMA = 0.9;

/** How many sizes of document there are. */
export const DOCUMENT_COUNT = 200;

/**
 * The size in bytes of the document at a quantile (0 to 1): log-normal with a median of 12 KiB and sigma 0.9, cut at
 * 5 and 250 KiB. The mean is about 19 KiB; one document in a hundred is larger than 100 KiB.
 */
export function documentSize(quantile: number): number {
  const size = MEDIAN * Math.exp(SIGMA * normalQuantile(quantile));
  return Math.round(Math.min(LARGEST, Math.max(SMALLEST, size)));
}

/** The logistic approximation of the inverse normal distribution; exact enough to draw sizes. */
function normalQuantile(quantile: number): number {
  const inside = Math.min(0.9995, Math.max(0.0005, quantile));
  return Math.log(inside / (1 - inside)) / 1.702;
}
