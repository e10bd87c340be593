/** Tells the person at the machine what happens; on stderr, so that `npm test -- --json` stays machine-readable. */
export function say(text) {
  process.stderr.write(`▸ ${text}\n`);
}
