/** What there is in tests of lists, the latest first: who holds it, and of which product. Max offers accounts, Paul payments. */
export const allHoldings =
  'max:payments carl:payments carl:accounts bea:accounts';

/** Who sees which on any side, as a provider and as a consumer; the same wherever what somebody holds is listed. */
export const whoSeesWhich = [
  ['ada', allHoldings, allHoldings, ''],
  [
    'max',
    'max:payments carl:accounts bea:accounts',
    'carl:accounts bea:accounts',
    'max:payments',
  ],
  ['paul', 'max:payments carl:payments', 'max:payments carl:payments', ''],
  ['bea', 'bea:accounts', '', 'bea:accounts'],
  ['carl', 'carl:payments carl:accounts', '', 'carl:payments carl:accounts'],
  ['bert', '', '', ''],
] as const;

/** What a list shows on each side, in the order of {@link whoSeesWhich}; every list must count what it shows. */
export async function seenOnEachSide(
  list: (query: string) => Promise<{ names: string; totalItems: number }>,
): Promise<string[]> {
  const sides = ['', 'side=provider', 'side=consumer'];
  const seen = await Promise.all(sides.map(list));
  expect(seen.map(({ totalItems }) => totalItems)).toEqual(
    seen.map(({ names }) => names.split(' ').filter(Boolean).length),
  );
  return seen.map(({ names }) => names);
}
