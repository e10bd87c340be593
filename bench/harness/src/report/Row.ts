/** A line of a bench's table. */
export type Row = {
  name: string;
  ours: number;
  /** Undefined: only reported. */
  bound?: { atMost: number } | { exactly: number };
  /** What was measured beside it. */
  peer?: number;
  unit: '' | 's' | 'ms' | 'MB';
};

export function isMet({ ours, bound }: Row): boolean {
  if (!bound) {
    return true;
  }
  return 'exactly' in bound ? ours === bound.exactly : ours <= bound.atMost;
}
