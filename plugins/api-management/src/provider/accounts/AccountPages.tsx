import { Route, Routes } from 'react-router-dom';
import { AccountPage } from './AccountPage';
import { AccountsPage } from './AccountsPage';
import { BatchPage } from './batch/BatchPage';
import { LinkManyPage } from './batch/LinkManyPage';
import { ContinueLinkingPage } from './linking/ContinueLinkingPage';
import { LinkAccountPage } from './linking/LinkAccountPage';

/** The list of linked accounts, one account, and the ways to link one or many. */
export const AccountPages = () => (
  <Routes>
    <Route index element={<AccountsPage />} />
    <Route path="link" element={<LinkAccountPage />} />
    <Route path="link-many" element={<LinkManyPage />} />
    <Route path="batches/:batchId" element={<BatchPage />} />
    <Route path=":accountLinkId" element={<AccountPage />} />
    <Route path=":accountLinkId/link" element={<ContinueLinkingPage />} />
  </Routes>
);
