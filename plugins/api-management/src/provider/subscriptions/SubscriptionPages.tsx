import { Route, Routes } from 'react-router-dom';
import { SubscriptionPage } from './SubscriptionPage';
import { SubscriptionsPage } from './SubscriptionsPage';

/** The list of subscriptions to the reader's products, and one of them. */
export const SubscriptionPages = () => (
  <Routes>
    <Route index element={<SubscriptionsPage />} />
    <Route path=":subscriptionId" element={<SubscriptionPage />} />
  </Routes>
);
