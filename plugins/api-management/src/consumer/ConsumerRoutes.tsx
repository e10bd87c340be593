import { BreadcrumbEntry, Progress } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { PageTab } from '../shared/routing';
import { consumerDetails, consumerTabs } from './tabs';
import { usePaths } from './usePaths';

const tabRoutes = consumerTabs.map(({ path, title, load }) => ({
  path,
  crumb: { label: title, path },
  Page: lazily(load),
}));

const detailRoutes = consumerDetails.map(({ path, tab, load }) => ({
  path,
  crumb: { label: consumerTabs.find(t => t.path === tab)!.title, path: tab },
  Page: lazily(load),
}));

/**
 * The consumer's pages. Not sub pages of the framework, because each of those is a tab,
 * and the pages of one product or one subscription are none.
 */
export function ConsumerRoutes() {
  const { root } = usePaths();
  return (
    <Routes>
      <Route index element={<Navigate to="discover" replace />} />
      {[...tabRoutes, ...detailRoutes].map(({ path, crumb, Page }) => (
        <Route
          key={path}
          path={path}
          element={
            <BreadcrumbEntry
              entry={{ label: crumb.label, href: `${root}/${crumb.path}` }}
            >
              <Suspense fallback={<Progress />}>
                <Page />
              </Suspense>
            </BreadcrumbEntry>
          }
        />
      ))}
    </Routes>
  );
}

function lazily(load: PageTab['load']) {
  return lazy(async () => ({ default: await load() }));
}
