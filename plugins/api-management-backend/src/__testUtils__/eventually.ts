const PAUSE_MS = 100;
const TIMEOUT_MS = 60_000;

/** Reads again until the answer is truthy. */
export async function eventually<Result>(
  read: () => Promise<Result | undefined | false>,
): Promise<Result> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const result = await read();
    if (result) {
      return result;
    }
    if (Date.now() > deadline) {
      throw new Error(`It did not happen within ${TIMEOUT_MS} ms: ${read}`);
    }
    await new Promise(done => setTimeout(done, PAUSE_MS));
  }
}
