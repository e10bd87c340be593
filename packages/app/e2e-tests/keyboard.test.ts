import { expect, test } from './fixtures';
import { enter, enterInRow, enterPage, enterTab, pick, write } from './keys';
import { bankCatalogue } from './products';
import { fillProduct, openManagementTab, publishDraft } from './publishProduct';
import { signIn } from './signIn';
import { chooseRadio, tabTo } from './tabTo';
import { untilCatalogShows } from './untilCatalogShows';
import { dialogOf } from './dialog';

test.describe.configure({ mode: 'serial' });

const product = {
  ...bankCatalogue,
  title: 'Catalogue by keyboard',
  approvedAtOnce: false,
};
const application = 'Branch finder';

test('Max publishes what Bea will ask for', async ({ max }) => {
  await signIn(max, 'Max Oyelaran');
  await untilCatalogShows(max, [product]);
  await openManagementTab(max, product.api);
  await max.getByRole('link', { name: 'Publish as product' }).first().click();
  await fillProduct(max, product);
  await publishDraft(max);
});

test('Bea finds the product without a mouse', async ({ bea }) => {
  await signIn(bea, 'Bea Castellanos');
  await bea.goto('/');
  await enterPage(bea, 'APIs for you');
  await enter(bea.getByRole('link', { name: product.title }));
  await enter(
    bea
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Plans' }),
  );
});

test('Bea subscribes without a mouse', async ({ bea }) => {
  await enter(bea.getByRole('button', { name: 'Subscribe to Open data' }));
  const dialog = dialogOf(bea);
  const newApplication = dialog.getByRole('radio', { name: 'New application' });
  await expect(newApplication).toBeVisible();
  await chooseRadio(newApplication, dialog);
  await write(dialog.getByRole('textbox', { name: 'Title' }), application);
  await pick(dialog.getByRole('button', { name: 'Owner' }), 'Team B');
  await enter(dialog.getByRole('button', { name: 'Next' }));
  await expect(dialog.getByRole('group', { name: 'Plan' })).toBeFocused();
  await write(
    dialog.getByRole('textbox', { name: 'Purpose' }),
    'Opening hours of branches',
  );
  await enter(dialog.getByRole('button', { name: 'Next' }));
  await expect(dialog.getByRole('group', { name: 'Review' })).toBeFocused();
  await enter(dialog.getByRole('button', { name: 'Send request' }));
  await expect(dialog.getByRole('group', { name: 'Result' })).toBeFocused();
  await enter(dialog.getByRole('link', { name: 'Open subscription' }));
  await expect(bea.getByText('Waiting for approval').first()).toBeVisible();
});

test('Max approves without a mouse', async ({ max }) => {
  await max.goto('/');
  await enterPage(max, 'API Management');
  await enterTab(max, 'Approvals');
  await enter(max.getByRole('button', { name: application }));
  await enter(max.getByRole('button', { name: 'Approve', exact: true }));
  const dialog = dialogOf(max);
  await write(dialog.getByRole('textbox', { name: 'Reason' }), 'Open data.');
  await enter(dialog.getByRole('button', { name: 'Approve' }));
  await expect(dialog).toBeHidden();
});

test('Bea reads how to call and shows her API key without a mouse', async ({
  bea,
}) => {
  const credentials = bea.getByRole('region', { name: 'Credentials' });
  await enterInRow(
    credentials.getByRole('row', { name: 'API key' }),
    'Reveal once',
  );
  const dialog = bea.getByRole('dialog', { name: 'API key' });
  await enter(dialog.getByRole('button', { name: 'Reveal' }));
  await expect(dialog.getByRole('group', { name: 'API key' })).toBeFocused();
  await expect(
    dialog.getByRole('textbox', { name: 'API key', exact: true }),
  ).toHaveText(/^oaf_key_/);
  await enter(dialog.getByRole('button', { name: 'I have stored it' }));
  await expect(dialog).toBeHidden();

  const howToCall = bea.getByRole('region', { name: 'How to call' });
  await tabTo(howToCall.getByRole('tab'), 80);
  await bea.keyboard.press('ArrowRight');
  await expect(howToCall.getByRole('tab', { name: 'curl' })).toBeFocused();
  await enter(howToCall.getByRole('button', { name: 'Copy text' }));
  const copied = await bea.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('OAF_API_KEY');
});
