import { Navigate, Route } from 'react-router-dom';
import { Crumb, KnownRoutes, lazyPage } from '../shared/routing';
import { consumerDetails, consumerTabs } from './tabs';
import { usePaths } from './usePaths';

const tabRoutes = consumerTabs.map(({ path, title, load }) => ({
  path,
  crumb: { label: title, path },
  Page: lazyPage(load),
}));

const detailRoutes = consumerDetails.map(({ path, tab, load }) => ({
  path,
  crumb: { label: consumerTabs.find(t => t.path === tab)!.title, path: tab },
  Page: lazyPage(load),
}));

/**
 * The consumer's pages. Not sub pages of the framework, because each of those is a tab,
 * and the pages of one product or one subscription are none.
 */
export function ConsumerRoutes() {
  const { root } = usePaths();
  return (
    <KnownRoutes>
      <Route index element={<Navigate to="discover" replace />} />
      {[...tabRoutes, ...detailRoutes].map(({ path, crumb, Page }) => (
        <Route
          key={path}
          path={path}
          element={
            <Crumb label={crumb.label} href={`${root}/${crumb.path}`}>
              <Page />
            </Crumb>
          }
        />
      ))}
    </KnownRoutes>
  );
}
