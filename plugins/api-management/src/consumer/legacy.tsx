import { Content, Header, HeaderTabs, Page } from '@backstage/core-components';
import { matchPath, useLocation, useNavigate } from 'react-router-dom';
import { QueryProvider } from '../shared/api';
import { ConsumersCard } from './cards/ConsumersCard';
import { SubscribeCard } from './cards/SubscribeCard';
import { ConsumerRoutes } from './ConsumerRoutes';
import { consumerTabs } from './tabs';
import { usePaths } from './usePaths';

/** The consumer's pages for the old frontend system, where the framework draws no header. */
export const LegacyConsumerPage = () => (
  <QueryProvider>
    <Page themeId="tool">
      <Header title="APIs for you" />
      <LegacyTabs />
      <Content noPadding>
        <ConsumerRoutes />
      </Content>
    </Page>
  </QueryProvider>
);

function LegacyTabs() {
  const { root } = usePaths();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const selected = consumerTabs.findIndex(({ path }) =>
    matchPath(`${root}/${path}/*`, pathname),
  );
  return (
    <HeaderTabs
      selectedIndex={Math.max(0, selected)}
      onChange={index => navigate(`${root}/${consumerTabs[index].path}`)}
      tabs={consumerTabs.map(({ path, title }) => ({ id: path, label: title }))}
    />
  );
}

/** The Subscribe card for the old frontend system. */
export const LegacySubscribeCard = () => (
  <QueryProvider>
    <SubscribeCard />
  </QueryProvider>
);

/** The Consumers card for the old frontend system. */
export const LegacyConsumersCard = () => (
  <QueryProvider>
    <ConsumersCard />
  </QueryProvider>
);
