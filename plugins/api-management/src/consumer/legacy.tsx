import { LegacyTabbedPage } from '../shared/routing';
import { consumerTabs } from './tabs';

/** The consumer's pages for the old frontend system. */
export const LegacyConsumerPage = () => (
  <LegacyTabbedPage title="APIs for you" tabs={consumerTabs} />
);

export const LegacySubscribeCard = () => null;

export const LegacyConsumersCard = () => null;
