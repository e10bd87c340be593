import type {
  ApiProduct,
  ApiProductInput,
} from '@oaf/backstage-plugin-api-management-common';
import type { Portal } from '../portal/portalOf';

/** A draft as it was asked for; one that is there already, as after a crash between its creation and our note of it. */
export async function createDraft(
  portal: Portal,
  input: ApiProductInput,
): Promise<ApiProduct> {
  const { client, token } = portal;
  return (
    (await findDraft(portal, input)) ??
    client.createProduct({ body: input }, await token())
  );
}

async function findDraft(
  { client, token }: Portal,
  { title, owner, gatewayApiIds: [gatewayApiId] }: ApiProductInput,
): Promise<ApiProduct | undefined> {
  const { items } = await client.listProducts(
    { query: { gatewayApiId, owner, state: ['draft'], limit: 200 } },
    await token(),
  );
  return items.find(product => product.title === title);
}
