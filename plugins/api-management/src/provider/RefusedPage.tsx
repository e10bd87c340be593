import { PageLayout } from '@backstage/frontend-plugin-api';
import { accountReadPermission } from '@oaf/backstage-plugin-api-management-common';
import { RiStackLine } from '@remixicon/react';
import { NotPermitted, PageFrame } from '../shared';

/** What is at the address of the provider's pages for those who may not see them. */
export const RefusedPage = ({ title }: { title: string }) => (
  <PageFrame>
    <PageLayout title={title} icon={<RiStackLine />}>
      <NotPermitted permission={accountReadPermission} />
    </PageLayout>
  </PageFrame>
);
