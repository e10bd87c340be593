import type { ComponentType } from 'react';

/** A tab of a page; drill-down routes live inside the loaded component. */
export type PageTab = {
  path: string;
  title: string;
  load: () => Promise<ComponentType>;
};
