import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { UnknownAddress } from '../components/NoPage';

/** Routes of which every other address says that nothing is there. */
export const KnownRoutes = ({ children }: { children: ReactNode }) => (
  <Routes>
    {children}
    <Route path="*" element={<UnknownAddress />} />
  </Routes>
);
