import {
  careless,
  claimsAccount,
  lending,
  loansApi,
  notificationsApi,
  payments,
  paymentsApi,
  quotesApi,
} from './aws/accounts';
import {
  allowRegion,
  deleteApi,
  denyRegion,
  deployApi,
  makeTrustRole,
} from './aws/controlPlane';
import { breakingPaymentsDocument } from './aws/paymentsDocument';
import { expect, test } from './fixtures';
import { choose } from './choose';
import {
  beginLinking,
  copyExternalId,
  downloadTemplate,
  linkMany,
  makeTrustRoles,
  openAccount,
  syncAccount,
  unlink,
  verifyRole,
} from './linking';
import { openContent, openTab } from './open';
import { openManagementTab } from './publishProduct';
import { screenshot } from './screenshot';
import { signIn } from './signIn';
import { untilCatalogLacks, untilCatalogShows } from './untilCatalogShows';

// The catalog's pages do not refresh by themselves: they are opened again.
const shortly = { timeout: 5000 };

test.describe.configure({ mode: 'serial' });

const brokenRegion = 'eu-west-1';

test('Ada, a platform administrator, begins to link an account', async ({
  ada,
}) => {
  await signIn(ada, 'Ada Lindqvist');
  await beginLinking(ada, payments);
  await choose(ada.getByRole('checkbox', { name: 'Provision' }));
  const externalId = await copyExternalId(ada);
  expect(await downloadTemplate(ada)).toContain(externalId);
  await screenshot(ada, 'link-account', page =>
    expect(page.getByText(externalId).first()).toBeVisible(),
  );
  await makeTrustRole(payments.accountId, externalId);
});

test('she leaves, comes back and has the role verified', async ({ ada }) => {
  await openAccount(ada, payments);
  await ada.getByRole('link', { name: 'Continue linking' }).click();
  await verifyRole(ada);
  const checks = ada.getByRole('list', { name: 'Checks' });
  await expect(checks.getByText('Passed')).toHaveCount(4);
  await ada.getByRole('button', { name: 'Go on' }).click();
});

test('she chooses regions and watches the first import', async ({ ada }) => {
  await expect(ada.getByText('2 of 2 chosen')).toBeVisible();
  await ada.getByRole('button', { name: 'Import these regions' }).click();
  await expect(ada.getByText('Every region is read: 2 APIs')).toBeVisible();
  await screenshot(ada, 'first-sync', page =>
    expect(page.getByRole('row', { name: 'eu-west-1' })).toContainText('Fresh'),
  );
});

test('a role that anyone may assume is refused with the reason', async ({
  ada,
}) => {
  await beginLinking(ada, careless);
  await verifyRole(ada);
  await screenshot(ada, 'refused-role', page =>
    expect(page.getByText('The role is refused')).toBeVisible(),
  );
  await expect(ada.getByRole('list', { name: 'Checks' })).toContainText(
    /without (an|the) external id/i,
  );
  await openAccount(ada, careless);
  await expect(
    ada.getByRole('link', { name: 'Continue linking' }),
  ).toBeVisible();
  await unlink(ada, careless);
  // Backstage shows former toasts again whenever the theme changes, and they would cover the pictures.
  await ada.reload();
  await expect(ada.getByRole('row', { name: careless.alias })).toHaveCount(0);
});

test('two more accounts are linked as a list', async ({ ada }) => {
  const list = [claimsAccount, lending]
    .map(({ accountId, alias }) => `${accountId}, ${alias}`)
    .join('\n');
  await linkMany(ada, `${list}\n12345, Cut by a spreadsheet`);
  await expect(ada.getByRole('row', { name: '12345' })).toContainText(
    'An AWS account id has 12 digits',
  );
  await ada.getByRole('button', { name: 'Begin linking 2 accounts' }).click();
  await makeTrustRoles(ada, [claimsAccount, lending]);
  await ada.getByRole('button', { name: 'The roles are made' }).click();
  await ada.getByRole('button', { name: 'Verify all' }).click();
  for (const { alias } of [claimsAccount, lending]) {
    const row = ada.getByRole('row', { name: alias });
    await expect(row).toContainText('2, all fresh', { timeout: 60_000 });
    await expect(row).toContainText('Verified');
  }
  await screenshot(ada, 'link-many', page =>
    expect(page.getByRole('row', { name: lending.alias })).toBeVisible(),
  );
});

test('their APIs are in the catalog, with their documents', async ({ ada }) => {
  await untilCatalogShows(ada, [
    { api: paymentsApi.name },
    { api: notificationsApi.name },
    { api: quotesApi.name },
    { api: loansApi.name },
  ]);
  await openManagementTab(ada, paymentsApi.name);
  await openContent(ada, 'Definition');
  await expect(ada.getByText('Take back a payment')).toBeVisible();
  await openManagementTab(ada, notificationsApi.name);
  await openContent(ada, 'Definition');
  await expect(ada.getByText('subscribe').first()).toBeVisible();
});

test('a change at the gateway shows at once when it is asked for', async ({
  ada,
}) => {
  await deployApi(
    { accountId: payments.accountId, region: 'eu-central-1' },
    paymentsApi.apiId,
    { document: breakingPaymentsDocument },
  );
  await openManagementTab(ada, paymentsApi.name);
  await ada.getByRole('button', { name: 'Sync now' }).click();
  await screenshot(ada, 'definition-changes', async page => {
    const changes = page.getByRole('region', { name: 'Changes of the' });
    await expect(changes).toContainText('1 breaking');
    await expect(
      changes.getByRole('list', { name: 'Breaking', exact: true }),
    ).toContainText('/payments/{paymentId}');
    await changes.scrollIntoViewIfNeeded();
  });
  await openTab(ada, 'API Management', 'APIs');
  await expect(ada.getByRole('row', { name: paymentsApi.name })).toContainText(
    'Breaking change',
  );
});

test('the catalog renders the changed document', async ({ ada }) => {
  await expect(async () => {
    await openManagementTab(ada, paymentsApi.name);
    await openContent(ada, 'Definition');
    await expect(ada.getByText('Follow a payment')).toBeVisible(shortly);
    await expect(ada.getByText('Take back a payment')).toHaveCount(0, shortly);
  }).toPass({ timeout: 60_000 });
});

test('an API that is deleted at the gateway goes', async ({ ada }) => {
  const place = { accountId: claimsAccount.accountId, region: 'eu-central-1' };
  await deleteApi(place, quotesApi.apiId);
  await openAccount(ada, claimsAccount);
  await syncAccount(ada);
  await expect(ada.getByRole('link', { name: '1 API' })).toBeVisible();
  await untilCatalogLacks(ada, quotesApi.name);
});

test('a region that breaks is not fresh and keeps its APIs', async ({
  ada,
}) => {
  const place = { accountId: lending.accountId, region: brokenRegion };
  await denyRegion(place);
  await openAccount(ada, lending);
  await syncAccount(ada, brokenRegion);
  const row = ada.getByRole('row', { name: brokenRegion });
  await screenshot(ada, 'account', () =>
    expect(row).toContainText('Not fresh'),
  );
  await openTab(ada, 'API Management', 'Accounts');
  await screenshot(ada, 'accounts', page =>
    expect(page.getByRole('row', { name: lending.alias })).toContainText(
      `${brokenRegion}: `,
    ),
  );
  await openTab(ada, 'API Management', 'APIs');
  await expect(ada.getByRole('row', { name: loansApi.name })).toBeVisible();
  await untilCatalogShows(ada, [{ api: loansApi.name }]);
  await allowRegion(place);
  await openAccount(ada, lending);
  await syncAccount(ada, brokenRegion);
  await expect(row).toContainText('Fresh');
  await expect(row).not.toContainText('Not fresh');
});

test('an account that is unlinked takes its APIs along', async ({ ada }) => {
  await openAccount(ada, lending);
  await unlink(ada, lending);
  await expect(ada.getByRole('row', { name: lending.alias })).toHaveCount(0);
  await untilCatalogLacks(ada, loansApi.name);
  await untilCatalogShows(ada, [{ api: notificationsApi.name }]);
});
