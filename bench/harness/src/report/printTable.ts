import { isMet, type Row } from './Row';

/**
 * The rows as text: what was measured, its bound, and a peer beside it.
 *
 * @param peer - its name; empty when there is none
 */
export function printTable(rows: Row[], peer: string): string {
  const cells = rows.map(row => [
    row.name,
    format(row.ours, row.unit),
    formatBound(row),
    row.peer === undefined ? '' : format(row.peer, row.unit),
    row.bound && !isMet(row) ? 'MISSED' : '',
  ]);
  const table = [['', 'ours', 'bound', peer, ''], ...cells];
  const widths = table[0].map((_, column) =>
    Math.max(...table.map(line => line[column].length)),
  );
  return table
    .map(line =>
      line
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The last line: that all bounds are met, or which are not. */
export function verdict(bench: string, rows: Row[]): string {
  const missed = rows.filter(row => !isMet(row));
  return missed.length === 0
    ? `${bench}: all bounds met`
    : `${bench}: missed: ${missed
        .map(
          row =>
            `${row.name.trim()} (${format(row.ours, row.unit)}, ${formatBound(
              row,
            )})`,
        )
        .join('; ')}`;
}

function format(value: number, unit: Row['unit']): string {
  const digits = unit === 's' ? 1 : 0;
  const text = value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit ? `${text} ${unit}` : text;
}

function formatBound({ bound, unit }: Row): string {
  if (!bound) {
    return '';
  }
  return 'exactly' in bound
    ? `= ${format(bound.exactly, unit)}`
    : `≤ ${format(bound.atMost, unit)}`;
}
