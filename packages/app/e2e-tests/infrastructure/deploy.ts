import { type Page, expect } from '@playwright/test';
import { choose } from '../choose';
import { openTab } from '../open';
import { dialogOf } from '../dialog';

const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true });

async function pick(page: Page, field: string, option: string) {
  await page.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Opens the list of what is deployed. */
export const openInfrastructure = (page: Page) =>
  openTab(page, 'API Management', 'Infrastructure');

/** Opens the page of a stack. */
export async function openStack(page: Page, name: string) {
  await openInfrastructure(page);
  await page
    .getByRole('region', { name: 'Stacks' })
    .getByRole('row', { name })
    .click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
}

/** Says what is deployed where; leads to the parameters. */
export async function choosePlace(
  page: Page,
  { template, alias, region }: Record<'template' | 'alias' | 'region', string>,
) {
  await openInfrastructure(page);
  await page.getByRole('link', { name: 'Deploy' }).first().click();
  await choose(page.getByRole('radio', { name: template }));
  await button(page, 'Go on').click();
  await pick(page, 'Account', alias);
  await pick(page, 'Region', region);
  await button(page, 'Go on').click();
}

async function openTemplate(page: Page, title: string) {
  await page.goto('/create');
  // The scaffolder's cards have no role.
  const card = page.locator('.MuiCard-root', { hasText: title });
  await card.getByRole('button', { name: 'Choose' }).click();
}

/** Fills the template that publishes a new API, up to what would be made. */
export async function fillApi(
  page: Page,
  {
    document,
    baseUrl,
    alias,
    region,
    stackName,
  }: Record<'document' | 'baseUrl' | 'alias' | 'region' | 'stackName', string>,
) {
  await openTemplate(page, 'Publish a new API');
  await page.getByRole('textbox', { name: 'OpenAPI document' }).fill(document);
  await page.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl);
  await page.getByRole('textbox', { name: 'Summary' }).fill('Loans to anybody');
  // The only group that she is in.
  await expect(page.getByLabel('Owner')).toHaveValue('Platform administrators');
  await button(page, 'Next').click();
  await pick(page, 'Account', alias);
  await pick(page, 'Region', region);
  await page.getByRole('textbox', { name: 'Stack' }).fill(stackName);
  await button(page, 'Next').click();
}

/** Fills a software template that deploys, up to what would change. */
export async function fillTemplate(
  page: Page,
  title: string,
  {
    alias,
    region,
    parameters = {},
  }: Record<'alias' | 'region', string> & {
    parameters?: Record<string, string>;
  },
) {
  await openTemplate(page, title);
  await pick(page, 'Account', alias);
  await pick(page, 'Region', region);
  await button(page, 'Next').click();
  for (const [name, text] of Object.entries(parameters)) {
    await page.getByRole('textbox', { name, exact: true }).fill(text);
  }
  await button(page, 'Next').click();
}

/** What a stack is expected to cost, shown before it is deployed. */
export const costsOf = (page: Page) =>
  page.getByRole('region', { name: 'Expected cost a month' });

/** Says where people would sign in, beside what the template knows. */
export async function fillIdentity(page: Page, domain: string) {
  const text = (name: string) => page.getByRole('textbox', { name });
  await text('Portal').first().fill('https://portal.example.com');
  await text('Host of the sign-in pages').fill(domain);
}

/** Has a form look anew at what would change. @returns what would be done to resources of a type */
export async function lookAgain(page: Page, type: string) {
  await button(page, 'Look again').click();
  return page.getByRole('row', { name: type });
}

/** Cancels the deployment of a stack that waits to be confirmed, on its own page. */
export async function cancelWaiting(page: Page, stackName: string) {
  await page.goto('/api-management/infrastructure');
  await page
    .getByRole('region', { name: 'Latest deployments' })
    .getByRole('row', { name: stackName })
    .first()
    .click();
  await button(page, 'Cancel deployment').click();
  await dialogOf(page)
    .getByRole('button', { name: 'Cancel deployment' })
    .click();
  await expect(
    page.getByText('Cancelled', { exact: true }).first(),
  ).toBeVisible();
}

/** Waits until the page shows what would change. */
export const untilItIsKnown = (page: Page) =>
  expect(page.getByText('Waiting for your confirmation')).toBeVisible();

/** Asks what would change, and waits until it is known. */
export async function preview(page: Page) {
  await button(page, 'Show what will change').click();
  await untilItIsKnown(page);
}

/** Confirms what is shown, and waits for the end of it. */
export async function confirm(page: Page, end = 'Succeeded') {
  await button(page, 'Confirm').click();
  await dialogOf(page).getByRole('button', { name: 'Confirm' }).click();
  await untilItEnds(page, end);
}

/** Opens the form that changes the stack whose page is open. */
export const openUpdate = (page: Page) =>
  page.getByRole('link', { name: 'Update' }).click();

/** Asks what would go with the stack whose page is open. */
async function previewRemoval(page: Page, deleteKept: boolean) {
  await button(page, 'Remove').click();
  if (deleteKept) {
    await choose(
      dialogOf(page).getByRole('checkbox', {
        name: 'Delete what it keeps, too',
      }),
    );
  }
  await dialogOf(page).getByRole('button', { name: 'Show what goes' }).click();
  await untilItIsKnown(page);
}

/** Confirms a removal that is asked about, by the stack's name. */
async function confirmRemoval(page: Page, name: string, action: string) {
  await dialogOf(page).getByRole('textbox', { name }).fill(name);
  await dialogOf(page).getByRole('button', { name: action }).click();
  await untilItEnds(page);
}

/** Removes the stack whose page is open, after what goes was shown. */
export async function remove(page: Page, name: string) {
  await previewRemoval(page, false);
  await button(page, 'Confirm').click();
  await confirmRemoval(page, name, 'Remove');
}

/**
 * Removes the stack whose page is open, and deletes what it keeps.
 * @param look - at what is asked before
 */
export async function removeAll(
  page: Page,
  name: string,
  look: (ask: (page: Page) => Promise<void>) => Promise<void> = ask =>
    ask(page),
) {
  await previewRemoval(page, true);
  await look(async shown => {
    await button(shown, 'Confirm').click();
    await expect(dialogOf(shown)).toContainText('30 days');
    await expect(button(shown, 'Remove and delete all')).toBeDisabled();
  });
  await confirmRemoval(page, name, 'Remove and delete all');
}

async function untilItEnds(page: Page, end = 'Succeeded') {
  await expect(dialogOf(page)).toBeHidden();
  await expect(page.getByText(end).first()).toBeVisible();
}
