import {
  apiDocsConfigRef,
  defaultDefinitionWidgets,
} from '@backstage/plugin-api-docs';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DefinitionText } from './DefinitionText';

// Swagger UI is large, and read for the first time here.
jest.setTimeout(180_000);

const tracker = (place: string) =>
  `![${place}](https://tracker.test/${place}.png) <img alt="too" src="https://tracker.test/${place}.gif">`;

const text = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Accounts', version: '1', description: tracker('About') },
  tags: [{ name: 'Money', description: tracker('Tag') }],
  servers: [{ url: 'https://accounts.test' }],
  paths: {
    '/accounts': {
      get: {
        tags: ['Money'],
        summary: 'List accounts',
        description: tracker('Operation'),
        parameters: [
          {
            name: 'page',
            in: 'query',
            description: tracker('Parameter'),
            schema: { type: 'integer' },
          },
        ],
        responses: { 200: { description: tracker('Response') } },
      },
    },
  },
});

// The widgets of api-docs themselves, Swagger UI included: what they offer and load is what is judged.
const config = {
  getApiDefinitionWidget: ({ spec }: { spec: { type: string } }) =>
    defaultDefinitionWidgets().find(({ type }) => type === spec.type),
};

function render() {
  renderInTestApp(
    <DefinitionText title="Accounts" format="openapi" text={text} />,
    { apis: [[apiDocsConfigRef, config]] },
  );
}

// Swagger UI notes in the address what was opened.
afterEach(() => {
  window.location.hash = '';
});

describe('the definition of an OpenAPI', () => {
  it('describes operations, and offers no call that the gateway refuses', async () => {
    render();
    await userEvent.click(
      await screen.findByText('List accounts', {}, { timeout: 120_000 }),
    );
    expect(await screen.findByText('Parameters')).toBeInTheDocument();
    expect(screen.queryByText('Try it out')).not.toBeInTheDocument();
  });

  it('shows nothing from another host, such as a badge of validity or what a description names', async () => {
    render();
    await userEvent.click(
      await screen.findByText('List accounts', {}, { timeout: 120_000 }),
    );
    for (const place of [
      'About',
      'Tag',
      'Operation',
      'Parameter',
      'Response',
    ]) {
      expect(
        await screen.findByRole('link', { name: new RegExp(`^${place}`) }),
      ).toHaveAttribute('href', `https://tracker.test/${place}.png`);
    }
    const outside = [...document.querySelectorAll('[src]')]
      .map(element => new URL(element.getAttribute('src')!, location.href))
      .filter(({ origin, protocol }) =>
        protocol.startsWith('http') ? origin !== location.origin : false,
      );
    expect(outside).toEqual([]);
  });

  it('is shown as its text, too', async () => {
    render();
    await userEvent.click(await screen.findByText('Raw'));
    await waitFor(() =>
      expect(document.body).toHaveTextContent('"openapi":"3.0.3"'),
    );
  });
});
