/** Something only the person at the machine can put right; the message is one sentence that says how. */
export class LaunchProblem extends Error {
  name = 'LaunchProblem';
}
