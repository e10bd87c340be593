import { Route, Routes } from 'react-router-dom';
import { AccountPage } from './AccountPage';
import { AccountsPage } from './AccountsPage';

/** The list of linked accounts, and one account. */
export const AccountPages = () => (
  <Routes>
    <Route index element={<AccountsPage />} />
    <Route path=":accountLinkId" element={<AccountPage />} />
  </Routes>
);
