import type {
  AccountLink,
  AccountLinkBatch,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import {
  account,
  accounts,
  batches,
  manyRegions,
  passed,
  refused,
  region,
} from './accountData';
import { ago } from './data';
import type { Question, Route } from './Route';

const page = <Item>(items: Item[]) => ({ items, totalItems: items.length });
const byId = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find(item => item.id === id);

const listed = ({ query }: Question) => {
  const states = query.getAll('state');
  const search = (query.get('search') ?? '').toLowerCase();
  return page(
    accounts.filter(
      ({ alias, accountId, state, batchId, driver, regions }) =>
        `${alias} ${accountId}`.toLowerCase().includes(search) &&
        (states.length === 0 ? state !== 'unlinked' : states.includes(state)) &&
        [null, driver].includes(query.get('driver')) &&
        [null, String(regions.every(({ fresh }) => fresh))].includes(
          query.get('fresh'),
        ) &&
        (!query.get('batchId') || batchId === query.get('batchId')),
    ),
  );
};

function create({ body }: Question) {
  const link = account(`link-${accounts.length + 1}`, body.alias, {
    ...body,
    state: 'pending',
    roleArn: undefined,
    checks: undefined,
    verifiedAt: undefined,
  });
  accounts.push(link);
  return link;
}

/** A role whose ARN contains "anyone" is one that trusts anyone. */
function verify({ ids: [id], body }: Question) {
  const link = byId(accounts, id)!;
  const isRefused = body.roleArn.includes('anyone');
  link.roleArn = body.roleArn;
  link.checks = isRefused ? refused : passed;
  link.verifiedAt = ago(0);
  link.state = isRefused ? 'pending' : 'verified';
  link.availableRegions = isRefused ? [] : manyRegions;
  return {
    checks: link.checks,
    availableRegions: link.availableRegions,
    accountLink: link,
  };
}

function update({ ids: [id], body }: Question) {
  const link = byId(accounts, id)!;
  link.alias = body.alias ?? link.alias;
  link.version += 1;
  if (body.regions) {
    link.regions = body.regions.map(
      (name: string) =>
        byId(
          link.regions.map(each => ({ ...each, id: each.region })),
          name,
        ) ?? { region: name, apiCount: 0, fresh: false },
    );
  }
  return link;
}

/** An import that takes some seconds. */
function sync({ ids: [id], query }: Question) {
  const link = byId(accounts, id)!;
  link.regions
    .filter(each => [null, each.region].includes(query.get('region')))
    .forEach((each, index) => {
      each.import = {
        state: 'queued',
        requestedAt: ago(0),
        listed: 0,
        exported: 0,
      };
      setTimeout(() => step(link, each), 1_000 + 400 * index);
    });
  return link;
}

function step(link: AccountLink, status: RegionStatus) {
  const exported = (status.import?.exported ?? 0) + 9;
  if (exported < 40) {
    status.import = {
      ...status.import!,
      state: 'running',
      listed: 40,
      exported,
    };
    setTimeout(() => step(link, status), 900);
    return;
  }
  Object.assign(status, region(status.region, { apiCount: 40 }), {
    syncedAt: ago(0),
    import: undefined,
  });
  link.apiCount = link.regions.reduce((sum, each) => sum + each.apiCount, 0);
  link.syncedAt = ago(0);
}

const trustSetup = (forStackSet: boolean) => ({
  externalId: forStackSet
    ? '9d3c6b1e-54a7-4a1c-8a55-0f3b6f0c7e21'
    : '6f1c0b2a-8f0e-4f57-9c6b-6d2f5b1f9a10',
  principalArn: 'arn:aws:iam::123456789012:role/backstage',
  roleName: 'oaf-link',
  roleArn: `arn:aws:iam::${
    forStackSet ? '<account id>' : '345678901234'
  }:role/oaf-link`,
  templateFileName: 'oaf-link.yaml',
  template:
    'AWSTemplateFormatVersion: "2010-09-09"\nDescription: Trust role of the Open API Framework\nResources:\n  Role:\n    Type: AWS::IAM::Role\n',
  cliCommand: `aws cloudformation ${
    forStackSet ? 'create-stack-set --stack-set-name' : 'deploy --stack-name'
  } oaf-link \\\n  --template-file oaf-link.yaml \\\n  --capabilities CAPABILITY_NAMED_IAM`,
  quickCreateUrl: forStackSet
    ? undefined
    : 'https://eu-central-1.console.aws.amazon.com/cloudformation/home#/stacks/create/review',
  eventsAvailable: true,
});

function createBatch({ body }: Question) {
  const batch: AccountLinkBatch = {
    ...batches[0],
    id: `batch-${batches.length + 1}`,
    linkCount: body.rows.length,
    verifiedCount: 0,
    failedCount: 0,
    refusedRows: [],
    createdAt: ago(0),
  };
  batches.push(batch);
  body.rows.forEach(
    ({ accountId, alias }: { accountId: string; alias?: string }) =>
      accounts.push(
        account(`link-${accounts.length + 1}`, alias ?? accountId, {
          accountId,
          batchId: batch.id,
          state: 'pending',
          checks: undefined,
          roleArn: undefined,
        }),
      ),
  );
  return batch;
}

function verifyBatch({ ids: [id] }: Question) {
  const batch = byId(batches, id)!;
  const links = accounts.filter(
    ({ batchId, state }) => batchId === id && state === 'pending',
  );
  batch.verifying = true;
  links.forEach((link, index) =>
    setTimeout(() => {
      link.state = 'verified';
      link.checks = passed;
      batch.verifiedCount += 1;
      batch.verifying = index < links.length - 1;
    }, 1_200 * (index + 1)),
  );
  return batch;
}

const drivers = () => ({
  items: [
    {
      type: 'local',
      title: 'Embedded gateway',
      linkable: false,
      partitions: [],
      grantsAccess: true,
    },
    ...(localStorage.getItem('stub-driver') === 'missing'
      ? []
      : [
          {
            type: 'aws',
            title: 'AWS',
            linkable: true,
            partitions:
              localStorage.getItem('stub-driver') === 'keyless'
                ? []
                : ['aws', 'aws-cn'],
            grantsAccess: false,
          },
        ]),
  ],
});

/** What the pages of linked accounts ask for. */
export const accountRoutes: Route[] = [
  ['GET', /^\/gateway-drivers$/, drivers],
  ['GET', /^\/account-links$/, listed],
  ['POST', /^\/account-links$/, create],
  ['GET', /^\/account-links\/([^/]+)$/, ({ ids }) => byId(accounts, ids[0])],
  ['PATCH', /^\/account-links\/([^/]+)$/, update],
  [
    'DELETE',
    /^\/account-links\/([^/]+)$/,
    ({ ids }) =>
      Object.assign(byId(accounts, ids[0])!, { state: 'unlinked' as const }),
  ],
  ['GET', /^\/account-links\/[^/]+\/trust-setup$/, () => trustSetup(false)],
  ['POST', /^\/account-links\/([^/]+)\/verification$/, verify],
  ['POST', /^\/account-links\/([^/]+)\/sync$/, sync],
  [
    'GET',
    /^\/account-links\/([^/]+)\/unlink-preview$/,
    ({ ids: [id] }) => {
      const blocked = id === 'link-2';
      return {
        gatewayApiCount: byId(accounts, id)!.apiCount,
        gatewayApis: ['Accounts', 'Cards', 'Claims', 'Loans', 'Payments'].map(
          title => ({
            id: title,
            title,
            entityRef: `api:default/${title.toLowerCase()}`,
            invokeUrl: '',
          }),
        ),
        products: blocked
          ? [{ id: 'accounts', title: 'Accounts', state: 'published' }]
          : [],
        liveSubscriptionCount: blocked ? 2 : 0,
        allowed: !blocked,
        reason: blocked
          ? 'End the 2 live subscriptions of Accounts first, or move the product to other APIs.'
          : undefined,
      };
    },
  ],
  ['POST', /^\/account-link-batches$/, createBatch],
  [
    'GET',
    /^\/account-link-batches\/([^/]+)$/,
    ({ ids }) => byId(batches, ids[0]),
  ],
  [
    'GET',
    /^\/account-link-batches\/[^/]+\/trust-setup$/,
    () => trustSetup(true),
  ],
  ['POST', /^\/account-link-batches\/([^/]+)\/verification$/, verifyBatch],
];
