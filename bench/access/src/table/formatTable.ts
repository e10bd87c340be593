import { isMet, type Bound, type Row } from '../measurement/Measurement';

/** The rows of one measurement under its title. */
export interface Section {
  title: string;
  rows: Row[];
}

function formatFigure(figure: number): string {
  return figure >= 100
    ? Math.round(figure).toLocaleString('en')
    : figure.toFixed(2);
}

function formatBound(bound?: Bound): string {
  if (!bound) {
    return '';
  }
  return 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
}

function verdictOf(row: Row): string {
  if (!row.bound) {
    return '';
  }
  return isMet(row) ? 'met' : 'MISSED';
}

function toCells(row: Row): string[] {
  return [
    row.what,
    formatFigure(row.figure),
    row.unit,
    formatBound(row.bound),
    verdictOf(row),
  ];
}

const header = ['', 'figure', 'unit', 'bound', ''];

function pad(cell: string, width: number, column: number): string {
  return column === 1 ? cell.padStart(width) : cell.padEnd(width);
}

/** One table of all sections, in columns as wide as their widest cell. */
export function formatTable(sections: Section[]): string {
  const lines = sections.flatMap(({ title, rows }) => [
    [title, '', '', '', ''],
    ...rows.map(row => toCells({ ...row, what: `  ${row.what}` })),
  ]);
  const all = [header, ...lines];
  const widths = header.map((_, column) =>
    Math.max(...all.map(cells => cells[column].length)),
  );
  return all
    .map(cells =>
      cells
        .map((cell, column) => pad(cell, widths[column], column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The last line: all is well, or what is not. */
export function formatVerdict(sections: Section[]): string {
  const missed = sections
    .flatMap(({ rows }) => rows)
    .filter(row => !isMet(row))
    .map(
      row =>
        `${row.what} ${formatFigure(row.figure)} ${row.unit} (${formatBound(
          row.bound,
        )})`,
    );
  return missed.length === 0
    ? 'bench access: all bounds met'
    : `bench access: missed ${missed.join('; ')}`;
}
