import { Content, Header, HeaderTabs, Page } from '@backstage/core-components';
import type { ReactNode } from 'react';
import { matchPath, useLocation, useNavigate } from 'react-router-dom';
import { QueryProvider } from '../api';
import { PageFrame } from '../components';
import type { PageTab } from './PageTab';

/** A page for the old frontend system, where the framework draws no header. */
export const LegacyPage = (props: { title: string; children: ReactNode }) => (
  <QueryProvider>
    <Page themeId="tool">
      <Header title={props.title} />
      <Content noPadding>
        <PageFrame>{props.children}</PageFrame>
      </Content>
    </Page>
  </QueryProvider>
);

/** The tabs of such a page, and what they lead to. */
export function LegacyTabs(props: {
  root: string;
  tabs: PageTab[];
  children: ReactNode;
}) {
  const { root, tabs, children } = props;
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const selected = tabs.findIndex(({ path }) =>
    matchPath(`${root}/${path}/*`, pathname),
  );
  return (
    <>
      <HeaderTabs
        selectedIndex={Math.max(0, selected)}
        onChange={index => navigate(`${root}/${tabs[index].path}`)}
        tabs={tabs.map(({ path, title }) => ({ id: path, label: title }))}
      />
      {children}
    </>
  );
}
