import { countValues } from './countValues';

describe('countValues', () => {
  it.each([
    [null, 1],
    ['text', 1],
    [[], 1],
    [[1, [2, 3]], 5],
    [{ a: { b: [null] }, c: '' }, 5],
  ])('%j holds %d', (body, count) => {
    expect(countValues(body, 100)).toBe(count);
  });

  it('counts one further than it is asked to, and no more', () => {
    expect(countValues(Array(50).fill(1), 10)).toBe(11);
  });

  it('counts what is nested as deeply as a body can be', () => {
    const depth = 500_000;
    const body = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(countValues(body, depth)).toBe(depth);
  });
});
