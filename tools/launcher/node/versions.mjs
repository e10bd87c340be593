const OLDEST_TO_LAUNCH = 20;

/** Whether a version may run the launcher itself. */
export function canLaunch(version) {
  return major(version) >= OLDEST_TO_LAUNCH;
}

/** Whether a version may run the repository: Node 24, or a Node 22 that can `require` ES modules and has zstd. */
export function canRun(version) {
  const [first, second] = version.replace(/^v/, '').split('.').map(Number);
  return first === 24 || (first === 22 && second >= 15);
}

function major(version) {
  return Number(version.replace(/^v/, '').split('.')[0]);
}
