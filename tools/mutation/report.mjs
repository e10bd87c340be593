/** A folder in one line, and a line for each reason that is left over. */
export function rowOf({ path, score, bound, ...counts }) {
  const { mutants, noticed, explained, unexplained, stale } = counts;
  return [
    [
      path.padEnd(58),
      `${score.toFixed(1)} %`.padStart(7),
      `≥ ${bound} %`,
      `${noticed} of ${mutants} noticed`.padStart(20),
      `${explained} survive with a reason, ${unexplained.length} without`,
    ].join('   '),
    ...stale.map(
      ({ file, line, mutator, replacement }) =>
        `   take out of survivors.json, it survives no more: ${file}, ${mutator} → ${replacement} in: ${line}`,
    ),
  ].join('\n');
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
