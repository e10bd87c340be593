import { createPrivateKey } from 'node:crypto';
import { expectAccessible } from './accessibility';
import {
  aimSample,
  overreachSample,
  runSample,
  saveSample,
  type SavedSample,
} from './codeSample';
import {
  haveKeyPairMade,
  issueTemporaryPassword,
  revealSecret,
  savePrivateKey,
  showSecret,
  storeSecret,
} from './credentials';
import { decide, openRequest } from './decide';
import { readOperation } from './definition';
import { beginProduct, leavesWhenAsked, staysWhenAsked } from './editor';
import { baseUrl, gatewayUrl } from './environment';
import { expect, test } from './fixtures';
import { accountsForPartners, bankCatalogue, claims } from './products';
import { openContent, openTab, sidebar } from './open';
import { detailsOf, everywhere, visit } from './pages';
import { fillProduct, openManagementTab, publishDraft } from './publishProduct';
import { screenshot } from './screenshot';
import { endSession, refuseLogin, signInBeside } from './session';
import { signIn } from './signIn';
import { expectSkeletonsSeen } from './skeletons';
import { untilCatalogShows } from './untilCatalogShows';
import { expectToFit, giveLongNames } from './widths';
import { fillRequest, openProduct, sendRequest } from './subscribe';
import { dialogOf } from './dialog';

test.describe.configure({ mode: 'serial' });

const { title } = accountsForPartners;
const forgotten = { ...accountsForPartners, title: 'Forgotten' };
let apiKey: string;
let temporaryPassword: string;
let nodeSample: SavedSample;

test('Max, an API manager, signs in', async ({ max }) => {
  await max.goto('/');
  await screenshot(max, 'sign-in', page =>
    expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible(),
  );
  await signIn(max, 'Max Oyelaran');
});

test('Max finds the embedded gateway and its three APIs', async ({ max }) => {
  await openTab(max, 'API Management', 'Accounts');
  await expect(
    max.getByRole('row', { name: 'Embedded gateway' }),
  ).toContainText('Verified');
  await openTab(max, 'API Management', 'APIs');
  for (const { api } of [accountsForPartners, claims, bankCatalogue]) {
    await expect(
      max.getByRole('grid').getByRole('link', { name: api }),
    ).toBeVisible();
  }
  await untilCatalogShows(max, [accountsForPartners, claims, bankCatalogue]);
});

test('Max reads an operation of an API in the catalog', async ({ max }) => {
  await openManagementTab(max, accountsForPartners.api);
  await readOperation(max, 'List accounts under consent');
});

test('Max publishes a product with two plans from an API', async ({ max }) => {
  await openManagementTab(max, accountsForPartners.api);
  await max.getByRole('link', { name: 'Publish as product' }).click();
  await screenshot(max, 'product-editor', page =>
    fillProduct(page, accountsForPartners),
  );
  await publishDraft(max);
});

test('Max publishes two more products', async ({ max }) => {
  for (const product of [claims, bankCatalogue]) {
    await openManagementTab(max, product.api);
    await max.getByRole('link', { name: 'Publish as product' }).click();
    await fillProduct(max, product);
    await publishDraft(max);
  }
});

test('Max is asked before the editor throws away what he typed', async ({
  max,
}) => {
  // As the page sees it: Playwright's own waits for a page that does not come.
  const goBack = () => max.evaluate(() => window.history.back());
  const openUsage = () => max.getByRole('tab', { name: 'Usage' }).click();
  await beginProduct(max);
  await staysWhenAsked(max, openUsage);
  await staysWhenAsked(max, goBack);
  let asked = '';
  max.once('dialog', dialog => {
    asked = dialog.type();
    return dialog.dismiss();
  });
  await max.reload({ timeout: 3_000 }).catch(() => undefined);
  expect(asked).toBe('beforeunload');
  await leavesWhenAsked(max, goBack);
  await beginProduct(max);
  await leavesWhenAsked(max, openUsage);
});

test('Max loses nothing that he typed when his session ends', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  await signIn(page, 'Max Oyelaran');
  await openManagementTab(page, accountsForPartners.api);
  await page.getByRole('link', { name: 'Publish as product' }).click();
  await fillProduct(page, forgotten);
  await endSession(context, page);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await refuseLogin(page);
  await signInBeside(page, 'Max Oyelaran');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByRole('button', { name: 'Delete draft' }).click();
  await dialogOf(page).getByRole('button', { name: 'Delete draft' }).click();
  await expect(page.getByRole('tab', { name: 'Products' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await context.close();
});

test('Max sees that pages are loading, in both themes', async ({ max }) => {
  await expectSkeletonsSeen(max);
});

test('Max is led to what is wrong with a product', async ({ max }) => {
  await beginProduct(max);
  await max.getByRole('textbox', { name: 'Per call' }).fill('1,5');
  await max.getByRole('button', { name: 'Create draft' }).click();
  await expect(
    max.getByRole('textbox', { name: 'Title' }).first(),
  ).toBeFocused();
  await expect(max.getByText('3 fields need your attention')).toBeInViewport();
  await leavesWhenAsked(max, () =>
    max.getByRole('tab', { name: 'Usage' }).click(),
  );
});

test('Bea, a developer of another team, finds the product', async ({ bea }) => {
  await signIn(bea, 'Bea Castellanos');
  await screenshot(bea, 'discover', page =>
    expect(page.getByRole('link', { name: title })).toBeVisible(),
  );
  await expect(
    sidebar(bea).getByRole('link', { name: 'API Management' }),
  ).toHaveCount(0);
  await openProduct(bea, title, 'Guide');
  await screenshot(bea, 'product-guide', page =>
    expect(
      page.getByRole('heading', { name: 'What you can build' }),
    ).toBeVisible(),
  );
  await openContent(bea, 'Reference');
  await expect(bea.getByText('List accounts under consent')).toBeVisible();
});

test('Bea asks for two subscriptions', async ({ bea }) => {
  await openProduct(bea, title, 'Plans');
  await screenshot(bea, 'product-plans', page =>
    expect(page.getByRole('row', { name: 'Per month' })).toContainText('20'),
  );
  await screenshot(bea, 'subscribe', page =>
    fillRequest(page, {
      application: 'Loan radar',
      owner: 'Team B',
      plan: 'Business',
      purpose: 'Affordability checks before a loan is offered',
    }),
  );
  await sendRequest(bea);
  await openProduct(bea, title, 'Plans');
  await fillRequest(bea, {
    application: 'Budget coach',
    owner: 'Team B',
    plan: 'Trial',
    purpose: 'Weekly budgets from the transactions of last month',
  });
  await sendRequest(bea);
});

test('Max approves one request and rejects the other', async ({ max }) => {
  await openTab(max, 'API Management', 'Approvals');
  await screenshot(max, 'approvals', page => openRequest(page, 'Loan radar'));
  await expect(max.getByText('Affordability checks')).toBeVisible();
  await decide(max, 'Approve', 'Known partner, contract signed in March.');
  await openRequest(max, 'Budget coach');
  await decide(max, 'Reject', 'Customers rely on it: take the Business plan.');
  await expect(max.getByText('Nothing waits for you')).toBeVisible();
  // Backstage shows former toasts again whenever the theme changes, and they would cover the pictures.
  await max.reload();
});

test('Bea reads both decisions and their reasons', async ({ bea }) => {
  await expect(bea.getByRole('status')).toContainText('Customers rely on it');
  await openTab(bea, 'APIs for you', 'My applications');
  await bea
    .getByRole('region', { name: 'Loan radar' })
    .getByRole('row', { name: title })
    .click();
  await expect(bea.getByText('Known partner')).toBeVisible();
});

test('Bea reveals each secret once', async ({ bea }) => {
  apiKey = await revealSecret(bea, 'API key');
  expect(apiKey).toMatch(/^oaf_key_/);
  temporaryPassword = await revealSecret(bea, 'Temporary password');
  expect(temporaryPassword).toMatch(/^oaf_iat_/);
});

test('the Node.js sample of the page calls the API', async ({ bea }) => {
  nodeSample = await saveSample(bea, 'Node.js');
  const first = await runSample(nodeSample, {
    OAF_API_KEY: apiKey,
    OAF_TEMPORARY_PASSWORD: temporaryPassword,
  });
  expect(first).toMatch(/\b200\b/);
  for (let call = 0; call < 12; call++) {
    const later = await runSample(nodeSample, { OAF_API_KEY: apiKey });
    expect(later).toMatch(/\b200\b/);
  }
});

test('the gateway lets nobody in with an API key alone', async () => {
  const headers = { 'x-api-key': apiKey };
  const answer = await fetch(`${gatewayUrl}/accounts/accounts`, { headers });
  expect(answer.status).toBe(401);
});

test('a call for what is not there answers 404', async () => {
  await aimSample(nodeSample, `${gatewayUrl}/accounts/nothing-here`);
  for (let call = 0; call < 3; call++) {
    const answer = await runSample(nodeSample, { OAF_API_KEY: apiKey });
    expect(answer).toMatch(/^404 /);
  }
});

test('the curl sample of the page calls it with a key of its own', async ({
  bea,
}) => {
  await screenshot(bea, 'credentials', async page => {
    await issueTemporaryPassword(page);
    temporaryPassword = await showSecret(page, 'Temporary password');
  });
  await storeSecret(bea, 'Temporary password');
  const sample = await saveSample(bea, 'curl');
  const first = await runSample(sample, {
    OAF_API_KEY: apiKey,
    OAF_TEMPORARY_PASSWORD: temporaryPassword,
  });
  expect(first).toMatch(/\b200\b/);
  const later = await runSample(sample, { OAF_API_KEY: apiKey });
  expect(later).toMatch(/\b200\b/);
});

test('Bea has a key pair made, whose private key is shown once', async ({
  bea,
}) => {
  await issueTemporaryPassword(bea);
  await haveKeyPairMade(bea);
  const key = createPrivateKey(await savePrivateKey(bea));
  expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  await expect(
    bea.getByRole('button', { name: 'Have a key pair made' }),
  ).toHaveCount(0);
});

test('Bea sees what was used and what it costs', async ({ bea }) => {
  const bill = bea.getByRole('region', { name: 'Cost in' });
  // Counted in some seconds; by itself the page reads again only every half minute.
  await expect(async () => {
    await bea.reload();
    await expect(bill.getByRole('row', { name: 'Total' })).toContainText(
      '20.18',
      { timeout: 3000 },
    );
  }).toPass({ timeout: 60_000 });
  await screenshot(bea, 'subscription', page =>
    expect(page.getByText('Known partner')).toBeVisible(),
  );
  await openTab(bea, 'APIs for you', 'Usage & costs');
  await screenshot(bea, 'usage-and-costs', page =>
    expect(page.getByRole('region', { name: 'Bills' })).toContainText('20.18'),
  );
});

test('Max sees usage, bill and revenue', async ({ max }) => {
  await openTab(max, 'API Management', 'Usage');
  await screenshot(max, 'usage', page =>
    expect(page.getByRole('row', { name: title })).toContainText('18'),
  );
  await openTab(max, 'API Management', 'Billing');
  await screenshot(max, 'billing', async page => {
    await page.getByRole('row', { name: title }).click();
    await expect(
      page.getByRole('region', { name: `${title} for Loan radar` }),
    ).toContainText('20.18');
  });
  await openTab(max, 'API Management', 'Overview');
  await screenshot(max, 'overview', page =>
    expect(
      page.getByRole('link', { name: 'Revenue this month' }),
    ).toHaveAccessibleName(/20\.18/),
  );
});

test('Bea finds out why a call of hers was refused', async ({ bea }) => {
  await overreachSample(nodeSample);
  await expect(runSample(nodeSample, { OAF_API_KEY: apiKey })).rejects.toThrow(
    /scope/,
  );
  await openTab(bea, 'APIs for you', 'My applications');
  await bea
    .getByRole('region', { name: 'Loan radar' })
    .getByRole('row', { name: title })
    .click();
  const calls = bea.getByRole('region', { name: 'Single calls' });
  const refused = calls
    .getByRole('row')
    .filter({ hasText: 'insufficient_scope' });
  await expect(async () => {
    await calls.getByRole('button', { name: 'Search up to now' }).click();
    await expect(refused).toContainText('403', { timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await expect(refused).toContainText(
    'does not have the scope that the operation needs',
  );
});

test('the Management tab shows products and subscribers of the API', async ({
  max,
}) => {
  await openManagementTab(max, accountsForPartners.api);
  await screenshot(max, 'api-management-tab', async page => {
    await expect(page.getByRole('row', { name: 'Loan radar' })).toBeVisible();
    await expect(page.getByRole('row', { name: title }).first()).toBeVisible();
  });
});

test('every page can be used by everybody in the light theme, and fits a telephone, a small window and 200 % zoom', async ({
  max,
}) => {
  test.slow();
  await max.emulateMedia({ colorScheme: 'light' });
  const things = await visit(max, everywhere, async () => {
    await expectAccessible(max);
    await expectToFit(max);
  });
  await visit(max, detailsOf(things), () => expectToFit(max));
});

test('long names fit a page and its dialogs', async ({ max }) => {
  await openTab(max, 'API Management', 'Products');
  await max.getByRole('rowheader', { name: title }).click();
  await giveLongNames(max.getByRole('main'));
  await expectToFit(max);
  await max.getByRole('button', { name: 'Deprecate' }).click();
  const dialog = dialogOf(max);
  await giveLongNames(dialog);
  await expectToFit(max);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('Max chooses the dark theme and signs out', async ({ max }) => {
  await sidebar(max).getByRole('link', { name: 'Settings' }).click();
  await max.getByRole('button', { name: 'Dark' }).click();
  await expect(max.locator('body')).toHaveAttribute('data-theme-mode', 'dark');
  await visit(max, everywhere, () => expectAccessible(max));
  await sidebar(max).getByRole('link', { name: 'Settings' }).click();
  await max.getByRole('button', { name: 'more' }).click();
  await max.getByRole('menuitem', { name: 'Sign Out' }).click();
  await expect(max.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
