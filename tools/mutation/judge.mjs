/**
 * A mutant that no test can or need notice, with the reason. It is known by what it is, not by where it is, so that an
 * edit elsewhere in the file leaves it valid, and an edit of the line asks for the reason anew.
 *
 * @typedef {{ file: string, line: string, code: string, mutator: string, replacement: string, reason: string }} Survivor
 */

const identity = ({ file, line, code, mutator, replacement }) =>
  JSON.stringify([file, line, code, mutator, replacement]);

/**
 * What a run says of a folder's tests. `score` counts every mutant but the known survivors. `timedOut` are those among
 * the noticed that no test refused, but whose tests did not end in time; on a busy machine they may be a mistake.
 *
 * @param {import('./readMutants.mjs').Mutant[]} mutants
 * @param {Survivor[]} known of the folder
 */
export function judge(mutants, known) {
  const reasons = new Set(known.map(identity));
  const alive = mutants.filter(mutant => !mutant.noticed);
  const unexplained = alive.filter(mutant => !reasons.has(identity(mutant)));
  const surviving = new Set(alive.map(identity));
  const explained = alive.length - unexplained.length;
  const noticed = mutants.length - alive.length;
  return {
    mutants: mutants.length,
    noticed,
    timedOut: mutants.filter(({ outcome }) => outcome === 'Timeout').length,
    explained,
    unexplained,
    score: percentage(noticed, mutants.length - explained),
    /** Known survivors that are none any more: killed, or their line is another. */
    stale: known.filter(survivor => !surviving.has(identity(survivor))),
  };
}

function percentage(part, whole) {
  return whole === 0 ? 100 : (100 * part) / whole;
}
