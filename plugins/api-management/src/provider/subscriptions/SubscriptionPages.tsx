import { Route } from 'react-router-dom';
import { KnownRoutes } from '../../shared';
import { SubscriptionPage } from './SubscriptionPage';
import { SubscriptionsPage } from './SubscriptionsPage';

/** The list of subscriptions to the reader's products, and one of them. */
export const SubscriptionPages = () => (
  <KnownRoutes>
    <Route index element={<SubscriptionsPage />} />
    <Route path=":subscriptionId" element={<SubscriptionPage />} />
  </KnownRoutes>
);
