const PAUSE_MS = 100;

/** Reads again until the answer is truthy. */
export async function eventually<Result>(
  read: () => Promise<Result | undefined | null | false>,
  timeoutMs = 60_000,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const result = await read();
    if (result) {
      return result;
    }
    if (Date.now() > deadline) {
      throw new Error(`It did not happen within ${timeoutMs} ms: ${read}`);
    }
    await new Promise(done => setTimeout(done, PAUSE_MS));
  }
}
