/** Asserts that the answer is an RFC 9457 problem of the gateway. */
export async function expectProblem(
  answer: Response,
  problem: { status: number; error: string; detail: string },
) {
  expect(answer.status).toBe(problem.status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  await expect(answer.json()).resolves.toEqual({
    type: 'about:blank',
    title: expect.stringMatching(/^[A-Z]/),
    instance: expect.stringMatching(/^urn:uuid:/),
    ...problem,
  });
}
