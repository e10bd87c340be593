import { usePermission } from '@backstage/plugin-permission-react';
import { accountManagePermission } from '@oaf/backstage-plugin-api-management-common';

/** Whether the reader may link, sync and unlink accounts. */
export const useMayManage = () =>
  usePermission({ permission: accountManagePermission }).allowed;
