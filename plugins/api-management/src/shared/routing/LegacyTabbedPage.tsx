import { Header, Page, Progress, RoutedTabs } from '@backstage/core-components';
import { lazy, Suspense, useMemo } from 'react';
import { QueryProvider } from '../api';
import type { PageTab } from './PageTab';

/** A page with tabs for the old frontend system, where the framework draws no header. */
export function LegacyTabbedPage(props: { title: string; tabs: PageTab[] }) {
  const { title, tabs } = props;
  const routes = useMemo(() => tabs.map(toRoute), [tabs]);
  return (
    <QueryProvider>
      <Page themeId="tool">
        <Header title={title} />
        <RoutedTabs routes={routes} />
      </Page>
    </QueryProvider>
  );
}

function toRoute({ path, title, load }: PageTab) {
  const Content = lazy(() =>
    load().then(component => ({ default: component })),
  );
  return {
    path: `/${path}`,
    title,
    children: (
      <Suspense fallback={<Progress />}>
        <Content />
      </Suspense>
    ),
  };
}
