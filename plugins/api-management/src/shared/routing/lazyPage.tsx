import { lazy, Suspense } from 'react';
import { LoadingLines, PageBody } from '../components';
import type { PageTab } from './PageTab';

/** The page of a tab, loaded when it is opened. */
export function lazyPage(load: PageTab['load']) {
  const Page = lazy(async () => ({ default: await load() }));
  return () => (
    <Suspense
      fallback={
        <PageBody>
          <LoadingLines lines={6} />
        </PageBody>
      }
    >
      <Page />
    </Suspense>
  );
}
