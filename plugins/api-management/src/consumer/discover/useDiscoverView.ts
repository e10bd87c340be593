import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** How the list of products is drawn. */
export type DiscoverView = 'cards' | 'table';

const BUCKET = 'api-management';
const KEY = 'discover-view';

/** The choice is the person's own, so it is kept with their other settings. */
export function useDiscoverView() {
  const bucket = useApi(storageApiRef).forBucket(BUCKET);
  const [view, setView] = useState(
    () => bucket.snapshot<DiscoverView>(KEY).value ?? 'cards',
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<DiscoverView>(KEY)
      .subscribe(({ value }) => setView(value ?? 'cards'));
    return () => subscription.unsubscribe();
  }, [bucket]);
  return { view, changeView: (next: DiscoverView) => bucket.set(KEY, next) };
}
