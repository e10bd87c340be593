import { Route } from 'react-router-dom';
import { accountManagePermission } from '@oaf/backstage-plugin-api-management-common';
import { KnownRoutes, Permitted } from '../../shared';
import { AccountPage } from './AccountPage';
import { AccountsPage } from './AccountsPage';
import { BatchPage } from './batch/BatchPage';
import { LinkManyPage } from './batch/LinkManyPage';
import { ContinueLinkingPage } from './linking/ContinueLinkingPage';
import { LinkAccountPage } from './linking/LinkAccountPage';

const waysToLink = [
  { path: 'link', Page: LinkAccountPage },
  { path: 'link-many', Page: LinkManyPage },
  { path: 'batches/:batchId', Page: BatchPage },
  { path: ':accountLinkId/link', Page: ContinueLinkingPage },
];

/** The list of linked accounts, one account, and the ways to link one or many. */
export const AccountPages = () => (
  <KnownRoutes>
    <Route index element={<AccountsPage />} />
    <Route path=":accountLinkId" element={<AccountPage />} />
    {waysToLink.map(({ path, Page }) => (
      <Route
        key={path}
        path={path}
        element={
          <Permitted permission={accountManagePermission}>
            <Page />
          </Permitted>
        }
      />
    ))}
  </KnownRoutes>
);
