import type { Plan } from '@oaf/backstage-plugin-api-management-common';

export const starter: Plan = {
  id: 'plan-starter',
  title: 'Starter',
  description: 'For trying out and for small programs.',
  state: 'published',
  limits: { rate: 5, burst: 10, quota: { limit: 10_000, period: 'month' } },
  price: { currency: 'EUR', components: [] },
  subscriptionCount: 2,
};

export const business: Plan = {
  id: 'plan-business',
  title: 'Business',
  description: 'For programs that customers depend on.',
  state: 'published',
  limits: { rate: 50, burst: 100, quota: { limit: 500_000, period: 'month' } },
  price: {
    currency: 'EUR',
    components: [
      { type: 'flat', amount: '49' },
      { type: 'per-unit', amount: '0.002' },
    ],
  },
  subscriptionCount: 1,
};

export const volume: Plan = {
  id: 'plan-volume',
  title: 'Volume',
  description: 'No quota, a lower price per call.',
  state: 'published',
  limits: { rate: 200, burst: 400 },
  price: {
    currency: 'EUR',
    components: [
      { type: 'flat', amount: '490' },
      { type: 'per-unit', amount: '0.0008' },
    ],
  },
  subscriptionCount: 0,
};
