import type { accountReadPermission } from '@oaf/backstage-plugin-api-management-common';
import type { ComponentType } from 'react';

/** A tab of a page; drill-down routes live inside the loaded component. */
export type PageTab = {
  path: string;
  title: string;
  /** Needed for it besides what the page itself needs. */
  permission?: typeof accountReadPermission;
  load: () => Promise<ComponentType>;
};

/** A page with nothing below its address. What says so is loaded with the page, not with the app. */
export async function onlyPage(
  loading: Promise<ComponentType>,
): Promise<ComponentType> {
  const [Page, { OnlyPage }] = await Promise.all([
    loading,
    import('./OnlyPage'),
  ]);
  return () => <OnlyPage page={Page} />;
}
