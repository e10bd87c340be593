import type { ComponentType } from 'react';
import { Route } from 'react-router-dom';
import { KnownRoutes } from './KnownRoutes';

/** A page with nothing below its address. */
export const OnlyPage = ({ page: Page }: { page: ComponentType }) => (
  <KnownRoutes>
    <Route index element={<Page />} />
  </KnownRoutes>
);
