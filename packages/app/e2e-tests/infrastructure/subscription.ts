import { type Page, expect } from '@playwright/test';
import { choose } from '../choose';
import { openTab } from '../open';
import { dialogOf } from '../dialog';

/** Asks for another plan of the subscription whose page is open. */
export async function requestPlan(page: Page, plan: string) {
  await page.getByRole('button', { name: 'Change plan' }).click();
  await dialogOf(page).getByRole('button', { name: 'New plan' }).click();
  await page.getByRole('option', { name: plan }).click();
  await choose(
    dialogOf(page).getByRole('checkbox', { name: 'I accept the terms' }),
  );
  await dialogOf(page)
    .getByRole('button', { name: 'Request', exact: true })
    .click();
  await expect(dialogOf(page)).toBeHidden();
}

/** Approves the change of plan that waits for an application. */
export async function approvePlan(page: Page, application: string) {
  await openTab(page, 'API Management', 'Approvals');
  await page
    .getByRole('region', { name: 'Waiting plan changes' })
    .getByRole('row', { name: application })
    .getByRole('button', { name: 'Approve' })
    .click();
  await dialogOf(page).getByRole('button', { name: 'Approve' }).click();
  await expect(dialogOf(page)).toBeHidden();
}

/** Ends the former plan of the subscription whose page is open. */
export async function finishPlanChange(page: Page) {
  await page.getByRole('button', { name: 'Finish the change' }).click();
  await dialogOf(page).getByRole('button', { name: 'Finish' }).click();
  await expect(dialogOf(page)).toBeHidden();
}

/** Opens a product's subscription as its provider. */
export async function openSubscription(page: Page, application: string) {
  await openTab(page, 'API Management', 'Subscriptions');
  await page.getByRole('row', { name: application }).click();
  await expect(page.getByRole('heading', { name: application })).toBeVisible();
}

/** Does with the subscription whose page is open what one of its buttons says. */
export async function moveSubscription(page: Page, action: string) {
  await page.getByRole('button', { name: action, exact: true }).click();
  await dialogOf(page).getByRole('textbox', { name: 'Reason' }).fill('Agreed');
  await dialogOf(page).getByRole('button', { name: action }).click();
  await expect(dialogOf(page)).toBeHidden();
}
