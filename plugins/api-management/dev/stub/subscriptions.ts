import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  ago,
  applications,
  days,
  hours,
  products,
  toReference,
  toSubscribed,
  type Wire,
} from './data';
import { business, starter } from './plans';

/** One in each state that is drawn in its own way. */
export const subscriptions: Wire<Subscription>[] = [
  {
    id: 'subscription-1',
    state: 'active',
    actions: ['end'],
    actionsWithReason: [],
    application: toReference(applications[0]),
    product: toSubscribed(products[0]),
    plan: business,
    purpose: 'Customers see balances of all their banks in one place.',
    manageCredentials: true,
    requestedBy: 'user:default/bea',
    requestedAt: ago(21 * days),
    decidedBy: 'user:default/max',
    decidedAt: ago(20 * days),
    activeAt: ago(20 * days),
    updatedAt: ago(20 * days),
  },
  {
    id: 'subscription-2',
    state: 'requested',
    actions: ['withdraw'],
    actionsWithReason: [],
    application: toReference(applications[0]),
    product: toSubscribed(products[1]),
    plan: starter,
    purpose: 'Customers report a damage from the portal.',
    manageCredentials: true,
    requestedBy: 'user:default/bea',
    requestedAt: ago(5 * hours),
    updatedAt: ago(5 * hours),
  },
  ...(['withdrawn', 'failed', 'suspended', 'rejected', 'ended'] as const).map(
    (state, index): Wire<Subscription> => ({
      id: `subscription-${state}`,
      state,
      actions: state === 'suspended' ? ['end'] : [],
      actionsWithReason: [],
      application: toReference(applications[1]),
      product: toSubscribed(products[index % products.length]),
      plan: index % 2 ? business : starter,
      purpose: 'To see how this looks.',
      manageCredentials: true,
      requestedBy: 'user:default/bea',
      requestedAt: ago((30 + index) * days),
      updatedAt: ago(index * days),
    }),
  ),
];
