import type {
  Publication,
  PublicationPlan,
} from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useOperation } from '../../shared';
import { product } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { PublicationsSection } from './PublicationsSection';

const absent: Publication = {
  gatewayId: 'gateway-1',
  title: 'oaf-gateway',
  account: 'Retail',
  region: 'eu-west-1',
  state: 'absent',
  apis: [],
  offers: [],
  outdated: false,
  actions: ['apply'],
  changesTotal: 0,
  changesMade: 0,
};
const offer = {
  gatewayApiId: 'api-1',
  title: 'Loans',
  path: '/loans/loans',
  location: 'front-door' as const,
};
const plan: PublicationPlan = {
  changes: [
    { action: 'add', kind: 'resource', path: '/loans', detail: 'new' },
    { action: 'keep', kind: 'resource', path: '/', detail: 'as it is' },
    { action: 'add', kind: 'deployment', path: '/', detail: 'stage live' },
  ],
  calls: 9,
  seconds: 5.2,
  bypass: [
    {
      gatewayApiId: 'api-1',
      title: 'Loans',
      possible: true,
      why: 'Its own address answers everybody.',
      remedy: 'Give it a resource policy.',
    },
  ],
  obstacles: [],
  warnings: [],
  digest: 'digest-1',
};

const render = (publication: Partial<Publication>, client: StubClient = {}) =>
  renderPage(<PublicationsSection product={product} />, {
    client: {
      listPublications: jest.fn(async () => ({
        items: [{ ...absent, ...publication }],
        totalItems: 1,
        offerable: 1,
      })),
      planPublication: jest.fn(async () => plan),
      ...client,
    },
  });

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('where a product is offered', () => {
  it('shows what would change, and confirms exactly that', async () => {
    const transitionPublication = jest.fn(async () => {
      // As long as an answer takes.
      await new Promise(resolve => setTimeout(resolve, 20));
      return absent;
    });
    const planPublication = jest.fn(async () => plan);
    await render({}, { transitionPublication, planPublication });
    await press('Offer here');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(/2 changes, 9 requests .* at least 6 s/),
    ).toBeInTheDocument();
    expect(dialog.getByText('/loans')).toBeInTheDocument();
    expect(
      dialog.getByText('Loans can be called past the gateway'),
    ).toBeInTheDocument();
    expect(dialog.getByText(/Give it a resource policy/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Offer here' }));
    expect(transitionPublication).toHaveBeenCalledWith({
      path: { productId: 'product-1', gatewayId: 'gateway-1' },
      body: { action: 'apply', digest: 'digest-1' },
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(planPublication).toHaveBeenCalledTimes(1);
  });

  it('reads again what can be done when what was under way is over', async () => {
    const page = (state: Publication['state']) => ({
      items: [{ ...absent, state }],
      totalItems: 1,
      offerable: 1,
    });
    const getProduct = jest.fn(async () => product);
    const listPublications = jest
      .fn(async () => page('published'))
      .mockResolvedValueOnce(page('applying'));
    const Product = () => {
      useOperation('getProduct', { path: { productId: product.id } });
      return <PublicationsSection product={product} />;
    };
    await renderPage(<Product />, { client: { getProduct, listPublications } });
    expect(await screen.findByText('Being changed')).toBeInTheDocument();
    await waitFor(() => expect(getProduct).toHaveBeenCalledTimes(2), {
      timeout: 5_000,
    });
  });

  it('lets choose where each API is called, and plans that', async () => {
    const notInPlace = 'An HTTP API has no API keys and no usage plans.';
    const apis = [
      {
        gatewayApiId: 'api-1',
        title: 'Loans',
        location: 'front-door' as const,
      },
      {
        gatewayApiId: 'api-2',
        title: 'Rates',
        location: 'front-door' as const,
        notInPlace,
      },
    ];
    const warnings = ['Whoever calls it without an access token is refused.'];
    const planPublication = jest.fn(async ({ body }) =>
      body.locations ? { ...plan, warnings, digest: 'digest-in-place' } : plan,
    );
    const transitionPublication = jest.fn(async () => absent);
    await render({ apis }, { planPublication, transitionPublication });
    await press('Offer here');
    const dialog = within(await screen.findByRole('dialog'));
    const of = (name: string) =>
      within(dialog.getByRole('radiogroup', { name }));
    const rates = of('Where Rates is called');
    expect(rates.getByRole('radio', { name: 'In place' })).toBeDisabled();
    expect(dialog.getByText(notInPlace)).toBeVisible();
    await userEvent.click(
      of('Where Loans is called').getByRole('radio', { name: 'In place' }),
    );
    expect(await dialog.findByText(warnings[0])).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Offer here' }));
    const locations = [{ gatewayApiId: 'api-1', location: 'in-place' }];
    expect(transitionPublication).toHaveBeenCalledWith({
      path: { productId: 'product-1', gatewayId: 'gateway-1' },
      body: { action: 'apply', digest: 'digest-in-place', locations },
    });
  });

  it('offers a move of what is served only where it can be elsewhere', async () => {
    const api = {
      gatewayApiId: 'api-1',
      title: 'Loans',
      location: 'in-place' as const,
    };
    const url = 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod';
    await render({
      state: 'published',
      apis: [api],
      offers: [{ ...offer, location: 'in-place', url }],
      actions: ['apply', 'withdraw'],
    });
    expect(await screen.findByText(url)).toBeInTheDocument();
    expect(screen.getByText(/Loans · In place/)).toBeVisible();
    const names = screen
      .getAllByRole('button')
      .map(button => button.textContent);
    expect(names).toEqual(['Change what is offered', 'Withdraw']);
  });

  it('confirms nothing that cannot be done, and says why', async () => {
    const obstacles = ['The path /loans is taken by another API.'];
    await render(
      {},
      { planPublication: jest.fn(async () => ({ ...plan, obstacles })) },
    );
    await press('Offer here');
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(obstacles[0])).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Offer here' })).toBeDisabled();
  });

  it('says why a plan could not be made', async () => {
    await render(
      {},
      {
        planPublication: jest
          .fn()
          .mockRejectedValue(await refusal('The role may not read', 409)),
      },
    );
    await press('Offer here');
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('The role may not read')).toBeVisible();
  });

  it('shows how far it is, and offers nothing meanwhile', async () => {
    await render({
      state: 'applying',
      offers: [offer],
      actions: [],
      changesMade: 3,
      changesTotal: 7,
      waitingFor: 'The gateway asks us to wait.',
    });
    expect(
      await screen.findByRole('progressbar', { name: '3 of 7 changes made' }),
    ).toBeInTheDocument();
    expect(screen.getByText('The gateway asks us to wait.')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows where it is called, and what can be done', async () => {
    const url = 'https://api.example.com/loans/loans';
    await render({
      state: 'published',
      offers: [{ ...offer, url }],
      actions: ['apply', 'roll-back', 'withdraw'],
    });
    expect(await screen.findByText(url)).toBeInTheDocument();
    const names = screen
      .getAllByRole('button')
      .map(button => button.textContent);
    expect(names).toEqual(['Roll back', 'Withdraw']);
  });

  it('changes what is outdated, and tells what failed and what stands in the way', async () => {
    await render({
      state: 'failed',
      outdated: true,
      failure: 'The quota of resources is used up.',
      actions: ['apply'],
      obstacle: 'The role may not provision.',
    });
    expect(
      await screen.findByRole('button', { name: 'Change what is offered' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/quota of resources/)).toBeInTheDocument();
    expect(screen.getByText('The role may not provision.')).toBeVisible();
    expect(
      screen.getByText('The product has other APIs by now'),
    ).toBeInTheDocument();
  });

  it('leads to the infrastructure where no gateway is', async () => {
    const listPublications = jest.fn(async () => ({
      items: [],
      totalItems: 0,
      offerable: 2,
    }));
    await render({}, { listPublications });
    expect(await screen.findByText('No gateway is deployed')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Infrastructure' }),
    ).toHaveAttribute('href', '/api-management/infrastructure');
  });

  it('is nothing for a product whose APIs are called where they are', async () => {
    const listPublications = jest.fn(async () => ({
      items: [absent],
      totalItems: 1,
      offerable: 0,
    }));
    await render({}, { listPublications });
    await waitFor(() =>
      expect(screen.queryByText('Gateways')).not.toBeInTheDocument(),
    );
    expect(listPublications).toHaveBeenCalled();
  });
});
