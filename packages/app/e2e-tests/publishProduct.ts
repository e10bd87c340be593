import { type Locator, type Page, expect } from '@playwright/test';
import { choose } from './choose';
import { openContent, openTab } from './open';
import type { PlanToOffer, ProductToPublish } from './products';
import { dialogOf } from './dialog';

/** Opens the Management tab of an imported API's entity. */
export async function openManagementTab(page: Page, apiTitle: string) {
  await openTab(page, 'API Management', 'APIs');
  await page
    .getByRole('grid')
    .getByRole('link', { name: apiTitle, exact: true })
    .click();
  await openContent(page, 'Management');
  await expect(
    page.getByRole('region', { name: 'Where it runs' }),
  ).toBeVisible();
}

/** Fills the product editor; nothing is saved. */
export async function fillProduct(page: Page, product: ProductToPublish) {
  const form = page.getByRole('form', { name: 'Product' });
  const details = form.getByRole('region', { name: 'Details' });
  await details.getByRole('textbox', { name: 'Title' }).fill(product.title);
  await details.getByRole('textbox', { name: 'Summary' }).fill(product.summary);
  await details.getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('option', { name: product.owner }).click();
  await details.getByRole('textbox', { name: 'Tags' }).fill(product.tags);
  await details.getByRole('textbox', { name: 'Guide' }).fill(product.guide);
  if (product.approvedAtOnce) {
    await choose(form.getByRole('radio', { name: 'approved at once' }));
  }
  for (const [index, plan] of product.plans.entries()) {
    if (index > 0) {
      await form.getByRole('button', { name: 'Add plan' }).click();
    }
    const fields = form.getByRole('group', { name: `Plan ${index + 1}` });
    await fillPlan(fields, plan);
  }
  if (product.terms) {
    await form.getByRole('textbox', { name: 'Terms' }).fill(product.terms);
  }
}

async function fillPlan(fields: Locator, plan: PlanToOffer) {
  const fill = async (name: string, text: string | undefined) =>
    text && fields.getByRole('textbox', { name, exact: true }).fill(text);
  await fill('Title', plan.title);
  await fill('Description', plan.description);
  await fill('Requests per second', plan.ratePerSecond);
  await fill('Burst', plan.burst);
  if (plan.callsPerDay) {
    await choose(fields.getByRole('switch', { name: 'Limit the number' }));
    await fill('Calls', plan.callsPerDay);
  }
  await fill('Per month', plan.perMonth);
  await fill('Per call', plan.perCall);
}

/** Saves what the editor holds as a draft and publishes that. */
export async function publishDraft(page: Page) {
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = dialogOf(page);
  await expect(dialog).toContainText('Plans');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Deprecate' })).toBeVisible();
}
