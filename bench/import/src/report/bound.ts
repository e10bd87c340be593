export type RequestRate = { rate: number; burst: number };

/** How much longer than the quota's bound an import may take. */
const TOLERANCE = 1.25;

/**
 * The seconds within which so many calls can be made at the earliest, all regions at once and each within its rate,
 * times what is tolerated.
 */
export function secondsFor(
  callsPerRegion: number,
  { rate, burst }: RequestRate,
): number {
  return (Math.max(0, callsPerRegion - burst) / rate) * TOLERANCE;
}
