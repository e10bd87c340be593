/** A folder in one line, and a line for each reason that is left over. */
export function rowOf({ path, score, bound, ...counts }) {
  const { mutants, noticed, timedOut, explained, unexplained, stale } = counts;
  return [
    [
      path.padEnd(58),
      `${score.toFixed(1)} %`.padStart(7),
      `≥ ${bound} %`,
      `${noticed} of ${mutants} noticed`.padStart(20),
      `${timedOut} by time (${percentage(timedOut, mutants)} %)`.padStart(18),
      `${explained} survive with a reason, ${unexplained.length} without`,
      inMinutes(counts.milliseconds),
    ].join('   '),
    ...stale.map(
      ({ file, line, mutator, replacement }) =>
        `   take out of survivors.json, it survives no more: ${file}, ${mutator} → ${replacement} in: ${line}`,
    ),
  ].join('\n');
}

function percentage(part, whole) {
  return ((100 * part) / Math.max(1, whole)).toFixed(1);
}

function inMinutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The last line: whether every folder is at or above its bound, and no reason is left over. */
export function verdictOf(verdicts) {
  const missed = verdicts.flatMap(({ path, score, bound, stale }) => [
    ...(score < bound ? [`${path} (${score.toFixed(1)} % < ${bound} %)`] : []),
    ...(stale.length > 0 ? [`${path} (${stale.length} reasons too many)`] : []),
  ]);
  return missed.length === 0
    ? { met: true, text: 'mutation: all bounds met' }
    : { met: false, text: `mutation: not met by ${missed.join(', ')}` };
}
