import type { Entity } from '@backstage/catalog-model';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import { products } from './data';

const definition = (title: string) => `
openapi: 3.1.0
info: { title: ${title}, version: '1.4.0' }
paths:
  /accounts:
    get:
      summary: All accounts of the customer
      responses: { '200': { description: The accounts } }
  /accounts/{accountId}/transactions:
    get:
      summary: Transactions of an account
      parameters:
        - { name: accountId, in: path, required: true, schema: { type: string } }
      responses: { '200': { description: The transactions } }
`;

const entity = (kind: string, name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, title, namespace: 'default' },
  spec: { profile: { displayName: title } },
});

/** What the catalog would know. */
export const entities: Entity[] = [
  entity('Group', 'team-a', 'Team A'),
  entity('Group', 'team-b', 'Team B'),
  entity('Group', 'team-c', 'Team C'),
  entity('Group', 'developers', 'Developers'),
  entity('User', 'bea', 'Bea Castellanos'),
  entity('User', 'max', 'Max Oyelaran'),
  ...products.map(({ id, title, owner }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: id,
      title,
      namespace: 'default',
      annotations: { [GATEWAY_API_ID_ANNOTATION]: `gateway-${id}` },
    },
    spec: {
      type: 'openapi',
      lifecycle: 'production',
      owner,
      definition: definition(title),
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  })),
];
