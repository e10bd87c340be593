/** Nothing when AWS answers with this error. */
export async function unless<Result>(
  code: string,
  sending: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await sending;
  } catch (error) {
    if ((error as Error).name === code) {
      return undefined;
    }
    throw error;
  }
}
