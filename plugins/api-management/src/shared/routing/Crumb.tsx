import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';

/** Names a drill-down page in the page's breadcrumbs. */
export const Crumb = (props: {
  label: string;
  href: string;
  children: ReactNode;
}) => (
  <BreadcrumbEntry entry={{ label: props.label, href: props.href }}>
    {props.children}
  </BreadcrumbEntry>
);
