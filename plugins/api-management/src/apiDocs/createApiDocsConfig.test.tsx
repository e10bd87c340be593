import type { ApiEntity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  ApiDefinitionCard,
  apiDocsConfigRef,
} from '@backstage/plugin-api-docs';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createApiDocsConfig } from './createApiDocsConfig';

// Swagger UI is large, and read for the first time here.
jest.setTimeout(180_000);

const entity = (annotations: Record<string, string>): ApiEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'accounts', annotations },
  spec: {
    type: 'openapi',
    lifecycle: 'production',
    owner: 'team-a',
    definition: JSON.stringify({
      openapi: '3.0.3',
      info: { title: 'Accounts', version: '1' },
      servers: [{ url: 'https://accounts.test' }],
      paths: {
        '/accounts': {
          get: { summary: 'List accounts', responses: { 200: {} } },
        },
      },
    }),
  },
});

async function openOperation(annotations: Record<string, string>) {
  renderInTestApp(
    <EntityProvider entity={entity(annotations)}>
      <ApiDefinitionCard />
    </EntityProvider>,
    { apis: [[apiDocsConfigRef, createApiDocsConfig()]] },
  );
  await userEvent.click(
    await screen.findByText('List accounts', {}, { timeout: 120_000 }),
  );
  await screen.findByText('Parameters');
}

// Swagger UI notes in the address what was opened.
afterEach(() => {
  window.location.hash = '';
});

describe('the definition of an API in the catalog', () => {
  it('offers no call of an imported API, which its gateway refuses', async () => {
    await openOperation({ [GATEWAY_API_ID_ANNOTATION]: 'accounts' });
    expect(screen.queryByText('Try it out')).not.toBeInTheDocument();
  });

  it('stays as it is for any other API', async () => {
    await openOperation({});
    expect(screen.getByText('Try it out')).toBeInTheDocument();
  });

  it('has the widgets of all formats', () => {
    const { getApiDefinitionWidget } = createApiDocsConfig();
    const imported = entity({ [GATEWAY_API_ID_ANNOTATION]: 'accounts' });
    const titleOf = (type: string) =>
      getApiDefinitionWidget({ ...imported, spec: { ...imported.spec, type } })
        ?.title;
    expect(['openapi', 'asyncapi', 'graphql', 'else'].map(titleOf)).toEqual([
      'OpenAPI',
      'AsyncAPI',
      'GraphQL',
      undefined,
    ]);
  });
});
