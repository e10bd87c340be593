/** SQLite allows 500 rows and 32,766 values in one insert. */
export const BATCH_SIZE = 200;

/** Cuts rows into batches that every engine takes in one insert. */
export function inBatches<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
