import type { Price } from '@oaf/rating';

/** A price with most of what a price may have: each bill has seven lines. */
export const price: Price = {
  currency: 'EUR',
  components: [
    { type: 'flat', amount: '49.90', due: 'arrears', proration: 'daily' },
    { type: 'free-units', count: '1000', proration: 'daily' },
    {
      type: 'graduated',
      steps: [
        { upTo: '10000', amount: '0.0031' },
        { upTo: '100000', amount: '0.0022' },
        { amount: '0.0011' },
      ],
    },
    { type: 'percent-discount', percent: '7.5' },
    { type: 'minimum', amount: '60', proration: 'daily' },
    { type: 'tax', percent: '19', name: 'VAT' },
  ],
};
