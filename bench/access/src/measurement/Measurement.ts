/** What a figure must be at least or at most. */
export type Bound = { atLeast: number } | { atMost: number };

/** One line of the table. */
export interface Row {
  what: string;
  figure: number;
  unit: string;
  /** Left out when the figure is there to compare with. */
  bound?: Bound;
}

/** One thing that is measured; its title stands above its rows. */
export interface Measurement {
  title: string;
  measure(): Promise<Row[]>;
}

/** Whether the figure keeps its bound. */
export function isMet({ figure, bound }: Row): boolean {
  if (!bound) {
    return true;
  }
  return 'atLeast' in bound ? figure >= bound.atLeast : figure <= bound.atMost;
}
