/** Reads again until the answer is truthy. */
export async function eventually<Result>(
  read: () => Promise<Result | undefined | null | false>,
  options: { everyMs: number; withinMs: number; what: string },
): Promise<Result> {
  const deadline = performance.now() + options.withinMs;
  for (;;) {
    const result = await read();
    if (result) {
      return result;
    }
    if (performance.now() > deadline) {
      throw new Error(
        `${options.what} did not happen within ${options.withinMs / 1000} s`,
      );
    }
    await new Promise(done => setTimeout(done, options.everyMs));
  }
}
