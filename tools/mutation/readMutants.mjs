/**
 * A mutant of a finished run. `code` is the source that was replaced by `replacement`, `line` all of the line where it
 * begins, without blanks around it.
 *
 * @typedef {{ file: string, at: string, line: string, code: string, mutator: string, replacement: string,
 *   noticed: boolean, outcome: string }} Mutant
 */

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/**
 * The mutants of a report in the format that all Strykers share; those that do not compile say nothing about tests.
 *
 * https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema
 *
 * @returns {Mutant[]}
 */
export function readMutants(report) {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => [...NOTICED, ...UNNOTICED].includes(status))
      .map(mutant => toMutant(file, lines, mutant));
  });
}

function toMutant(file, lines, mutant) {
  const { location, mutatorName, replacement, status } = mutant;
  const { start, end } = location;
  return {
    file,
    at: `${file}:${start.line}:${start.column}`,
    line: lines[start.line - 1].trim(),
    code: textBetween(lines, start, end),
    mutator: mutatorName,
    replacement,
    noticed: NOTICED.includes(status),
    outcome: isEndless(mutant) ? 'Endless' : status,
  };
}

/** Stryker ends what runs a hundred times as often as it should, and calls that a timeout as well. */
function isEndless({ statusReason = '' }) {
  return statusReason.startsWith('Hit limit reached');
}

/** Lines and columns begin with one; the end is exclusive. */
function textBetween(lines, start, end) {
  const text = lines.slice(start.line - 1, end.line);
  text[text.length - 1] = text.at(-1).slice(0, end.column - 1);
  text[0] = text[0].slice(start.column - 1);
  return text.map(line => line.trim()).join(' ');
}
