/** What Max types into the product editor. */
export type ProductToPublish = {
  /** Title of the imported API that it is made of. */
  api: string;
  title: string;
  owner: string;
  summary: string;
  tags: string;
  guide: string;
  terms?: string;
  approvedAtOnce?: boolean;
  plans: PlanToOffer[];
};

export type PlanToOffer = {
  title: string;
  description: string;
  ratePerSecond: string;
  burst: string;
  callsPerDay?: string;
  perMonth?: string;
  perCall?: string;
};

export const accountsForPartners: ProductToPublish = {
  api: 'Accounts',
  title: 'Accounts for partners',
  owner: 'Team A',
  summary: 'Balances and transactions of customers who gave you their consent.',
  tags: 'open-banking, accounts',
  guide: `## What you can build

Affordability checks, household budgets, reconciliation: with the customer's consent you read accounts, balances and
transactions, booked within seconds.

## First call in five minutes

1. Subscribe one of your applications to a plan.
2. Reveal the API key and the temporary password on the subscription page.
3. Run the code sample there. It enrols a key of its own and calls \`GET /accounts\`.

| You need | Where it comes from |
| --- | --- |
| API key | your subscription, shown once |
| Temporary password | your subscription, used up by the first run |
| Access token | the sample asks for it |
`,
  terms: `Data is used for the purpose the customer consented to, is not sold, and is deleted when the consent ends.`,
  plans: [
    {
      title: 'Trial',
      description: 'To find out whether it fits',
      ratePerSecond: '2',
      burst: '5',
      callsPerDay: '500',
    },
    {
      title: 'Business',
      description: 'For programs that customers rely on',
      ratePerSecond: '50',
      burst: '100',
      perMonth: '20',
      perCall: '0.01',
    },
  ],
};

export const claims: ProductToPublish = {
  api: 'Claims Notification',
  title: 'Claims notification',
  owner: 'Team A',
  summary: 'Report a claim the moment it happens and follow it until settled.',
  tags: 'open-insurance',
  guide: 'Report a claim, add evidence, follow it until it is settled.',
  plans: [
    {
      title: 'Broker',
      description: 'For licensed brokers',
      ratePerSecond: '10',
      burst: '20',
      perMonth: '45',
    },
  ],
};

export const bankCatalogue: ProductToPublish = {
  api: 'Products and Services',
  title: 'Bank catalogue',
  owner: 'Team A',
  summary: 'What Northwind Bank sells, what it costs and where to find it.',
  tags: 'open-banking, open-data',
  guide: 'Open data: no customer information, no approval needed.',
  approvedAtOnce: true,
  plans: [
    {
      title: 'Open data',
      description: 'Free for everybody',
      ratePerSecond: '5',
      burst: '10',
      callsPerDay: '10000',
    },
  ],
};
