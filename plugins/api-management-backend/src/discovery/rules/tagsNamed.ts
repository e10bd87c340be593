/** The tags of that name that say something, whatever the case of their keys: first the one that is spelled so. */
export function tagsNamed(tags: Record<string, string>, name: string) {
  return Object.entries(tags)
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([key, value]) => ({ key, value: value.trim() }))
    .filter(({ value }) => value !== '')
    .sort((one, other) => {
      const exact = Number(other.key === name) - Number(one.key === name);
      return exact || (one.key < other.key ? -1 : 1);
    });
}
