/** So many rows of a statement stay below what every engine takes of variables, unless they have many columns. */
const CHUNK = 400;

/** The items in order, a statement's worth at a time. */
export function inChunks<Item>(items: Item[], size = CHUNK): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
