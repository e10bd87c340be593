/** So many rows of a statement stay below what every engine takes of variables. */
const CHUNK = 400;

export function inChunks<Item>(items: Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
