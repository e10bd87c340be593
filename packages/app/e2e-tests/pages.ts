import { type Page, expect } from '@playwright/test';

/** Tables pale while they are read, which is no colour of theirs. */
const beingRead =
  '[data-stale="true"], [data-ispending="true"], [aria-busy="true"]';

/** The pages that tabs lead to, and the editor. */
export const everywhere = [
  '/apis/discover',
  '/apis/applications',
  '/apis/costs',
  '/api-management/overview',
  '/api-management/accounts',
  '/api-management/gateway-apis',
  '/api-management/products',
  '/api-management/products/new',
  '/api-management/approvals',
  '/api-management/subscriptions',
  '/api-management/usage',
  '/api-management/billing',
  '/api-management/infrastructure',
];

/** Lists whose entries have pages of their own, in the order of {@link everywhere}. */
const lists = [
  '/apis/discover',
  '/api-management/accounts',
  '/api-management/products',
  '/api-management/subscriptions',
];

const findLinks = `[...document.querySelectorAll('[data-href], a[href]')]
  .map(element => element.dataset.href ?? element.getAttribute('href'))`;

/** Opens a page and waits until it is drawn. */
async function openDrawn(page: Page, path: string) {
  // A page whose list has not begun to be read shows no sign of it yet.
  await page.goto(path, { waitUntil: 'networkidle' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.locator(beingRead)).toHaveCount(0);
}

const isOfOneThing = (link: string) =>
  /^\/[a-z-]+\/[a-z]+\/[\w-]*\d[\w-]*$|\/embedded$/.test(link);

async function findThing(page: Page): Promise<string> {
  let thing: string | undefined;
  await expect(async () => {
    const links: string[] = await page.evaluate(findLinks);
    thing = links.find(isOfOneThing);
    expect(thing, page.url()).toBeDefined();
  }).toPass({ timeout: 20_000 });
  return thing!;
}

/** Opens these pages, each once; answers a page of one thing for each list among them. */
export async function visit(
  page: Page,
  paths: string[],
  look: () => Promise<void>,
): Promise<string[]> {
  const things: string[] = [];
  for (const path of paths) {
    await openDrawn(page, path);
    await look();
    if (lists.includes(path)) {
      things.push(await findThing(page));
    }
  }
  return things;
}

/** Pages of one thing for each list, what is below them, and none. */
export const detailsOf = ([
  offer,
  account,
  product,
  subscription,
]: string[]) => [
  ...[offer, account, product, subscription],
  ...[`${offer}/plans`, `${product}/edit`, '/apis/nonsense'],
];
