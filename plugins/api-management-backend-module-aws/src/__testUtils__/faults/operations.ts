import type { PortalAnswer } from '../portal/PortalProcess';
import type { Life } from './Life';

/** What somebody asks for, and what there has to be when it is done. */
export type Operation = {
  name: string;
  /** Of what it is: those of a subscription come to an end earlier. */
  of: 'product' | 'subscription';
  /** What others do before, and nothing happens to. */
  before?(life: Life): Promise<void>;
  ask(life: Life): Promise<PortalAnswer>;
  /** Titles of the plans of the API keys; undefined: no grant. */
  keys?: string[];
  enabled?: boolean;
  published: boolean;
  /** What the audit log says of it, each once. */
  audited: string[];
};

const publication = (
  name: string,
  action: string,
  published: boolean,
): Operation => ({
  name,
  of: 'product',
  ask: life => life.publication(action),
  published,
  audited: [
    `product-publication-start ${action}`,
    'product-publication-end succeeded',
  ],
});

const transition = (action: string) => (life: Life) =>
  life.post('/transitions', { action, reason: 'Because' });

const moved = (action: string) => `subscription-transition ${action}`;

/** One after the other, the whole life of a product at a gateway and of a subscription to it. */
export const operations: Operation[] = [
  publication('publish', 'apply', true),
  publication('roll back', 'roll-back', false),
  publication('publish', 'apply', true),
  {
    name: 'approve',
    of: 'subscription',
    before: life => life.subscribe(),
    ask: transition('approve'),
    keys: ['Trial'],
    enabled: true,
    published: true,
    audited: [
      moved('approve'),
      'subscription-provision provision',
      'subscription-provision activate',
    ],
  },
  {
    name: 'rotate',
    of: 'subscription',
    ask: life => life.issueAndReveal(),
    keys: ['Trial', 'Trial'],
    enabled: true,
    published: true,
    audited: ['credential-issued'],
  },
  {
    name: 'revoke the former key',
    of: 'subscription',
    ask: async life =>
      life.post(`/credentials/${await life.firstKey()}/revoke`, {
        reason: 'Because',
      }),
    keys: ['Trial'],
    enabled: true,
    published: true,
    audited: ['credential-revoked'],
  },
  {
    name: 'change the plan',
    of: 'subscription',
    before: life => life.requestPlanChange(),
    ask: life => life.movePlanChange('approve'),
    keys: ['Business', 'Trial'],
    enabled: true,
    published: true,
    audited: ['plan-change-transition approve'],
  },
  {
    name: 'finish the change',
    of: 'subscription',
    ask: life => life.movePlanChange('finish'),
    keys: ['Business'],
    enabled: true,
    published: true,
    audited: ['plan-change-transition finish'],
  },
  {
    name: 'suspend',
    of: 'subscription',
    ask: transition('suspend'),
    keys: ['Business'],
    enabled: false,
    published: true,
    audited: [moved('suspend')],
  },
  {
    name: 'resume',
    of: 'subscription',
    ask: transition('resume'),
    keys: ['Business'],
    enabled: true,
    published: true,
    audited: [moved('resume')],
  },
  {
    name: 'end',
    of: 'subscription',
    ask: transition('end'),
    published: true,
    audited: [moved('end'), 'subscription-provision finish'],
  },
  publication('withdraw', 'withdraw', false),
];
