/**
 * Maps items in their order, `limit` of them at a time.
 *
 * @throws what the source or a mapping throws, when its turn has come
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  map: (item: Item) => Promise<Result>,
): AsyncIterable<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    const result = map(item);
    // It is thrown when its turn comes; until then Node.js must not take it for unhandled.
    result.catch(() => {});
    running.push(result);
    if (running.length === limit) {
      yield await running.shift()!;
    }
  }
  for (const result of running) {
    yield await result;
  }
}
