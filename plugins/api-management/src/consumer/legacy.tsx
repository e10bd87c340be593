import { QueryProvider } from '../shared/api';
import { LegacyPage, LegacyTabs } from '../shared/routing/LegacyPage';
import { ConsumersCard } from './cards/ConsumersCard';
import { SubscribeCard } from './cards/SubscribeCard';
import { ConsumerRoutes } from './ConsumerRoutes';
import { consumerTabs } from './tabs';
import { usePaths } from './usePaths';

/** The consumer's pages for the old frontend system, where the framework draws no header. */
export const LegacyConsumerPage = () => (
  <LegacyPage title="APIs for you">
    <Tabs />
  </LegacyPage>
);

function Tabs() {
  return (
    <LegacyTabs root={usePaths().root} tabs={consumerTabs}>
      <ConsumerRoutes />
    </LegacyTabs>
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
