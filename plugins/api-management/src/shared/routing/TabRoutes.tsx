import type { ReactNode } from 'react';
import { Navigate, Route } from 'react-router-dom';
import { Crumb } from './Crumb';
import { KnownRoutes } from './KnownRoutes';

/** A tab of a page with what it shows. */
export type DrawnTab = { path: string; title: string; element: ReactNode };

/** What is below a page's tabs: the first one where the address names none. */
export function TabRoutes(props: { root: string; tabs: DrawnTab[] }) {
  const { root, tabs } = props;
  return (
    <KnownRoutes>
      <Route index element={<Navigate to={tabs[0].path} replace />} />
      {tabs.map(({ path, title, element }) => (
        <Route
          key={path}
          path={`${path}/*`}
          element={
            <Crumb label={title} href={`${root}/${path}`}>
              {element}
            </Crumb>
          }
        />
      ))}
    </KnownRoutes>
  );
}
