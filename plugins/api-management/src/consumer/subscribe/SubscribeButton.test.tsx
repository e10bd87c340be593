import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product, subscription } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { SubscribeButton } from './SubscribeButton';

const portal = {
  id: 'application-1',
  title: 'Customer portal',
  owner: 'group:default/team-a',
  editable: true,
};
const offered = {
  ...product,
  state: 'published' as const,
  terms: 'Keep it secret.',
  plans: [
    { ...product.plans[0], id: 'plan-1', title: 'Starter' },
    { ...product.plans[0], id: 'plan-2', title: 'Business' },
  ],
};

async function openDialog(client: StubClient) {
  await renderPage(<SubscribeButton product={offered} />, {
    client: {
      listApplications: jest.fn(async () => ({
        items: [portal],
        totalItems: 1,
      })),
      listSubscriptions: jest.fn(async () => ({ items: [], totalItems: 0 })),
      getApplication: jest.fn(async () => portal),
      ...client,
    },
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Subscribe' }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

type Opened = Awaited<ReturnType<typeof openDialog>>;

async function makeApplication({ user, dialog }: Opened, title: string) {
  await user.click(
    await dialog.findByRole('radio', { name: 'New application' }),
  );
  await user.type(dialog.getByRole('textbox', { name: /Title/ }), title);
}

async function choosePlan({ user, dialog }: Opened) {
  await user.click(dialog.getByRole('button', { name: 'Next' }));
  await user.click(dialog.getByRole('radio', { name: 'Business' }));
  await user.type(dialog.getByRole('textbox', { name: /Purpose/ }), 'Balances');
  expect(dialog.getByRole('button', { name: 'Next' })).toBeDisabled();
  await user.click(dialog.getByRole('checkbox', { name: /terms of use/ }));
  await user.click(dialog.getByRole('button', { name: 'Next' }));
}

describe('SubscribeButton', () => {
  it('requests the chosen plan for the chosen application and says who decides', async () => {
    const createSubscription = jest.fn(async () =>
      subscription('subscription-9', 'Customer portal'),
    );
    const opened = await openDialog({ createSubscription });
    const { user, dialog } = opened;
    await user.click(await dialog.findByRole('radio', { name: /Customer/ }));
    await choosePlan(opened);
    await user.click(dialog.getByRole('button', { name: 'Send request' }));

    expect(
      await dialog.findByText('Your request was sent'),
    ).toBeInTheDocument();
    expect(createSubscription).toHaveBeenCalledWith({
      body: {
        applicationId: 'application-1',
        productId: 'product-1',
        planId: 'plan-2',
        purpose: 'Balances',
        termsAccepted: true,
      },
    });
    expect(
      dialog.getByRole('link', { name: 'Open subscription' }),
    ).toHaveAttribute('href', '/apis/subscriptions/subscription-9');
  });

  it('makes a new application once, also when the request has to be sent again', async () => {
    const createApplication = jest.fn(async ({ body }) => ({
      ...portal,
      ...body,
      id: 'application-2',
    }));
    const createSubscription = jest
      .fn()
      .mockRejectedValueOnce(new Error('The plan was closed'))
      .mockResolvedValue(subscription('subscription-9', 'Loan radar'));
    const opened = await openDialog({ createApplication, createSubscription });
    const { user, dialog } = opened;
    await makeApplication(opened, 'Loan radar');
    await choosePlan(opened);
    await user.click(dialog.getByRole('button', { name: 'Send request' }));
    expect(await dialog.findByText('The plan was closed')).toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Send request' }));

    expect(
      await dialog.findByText('Your request was sent'),
    ).toBeInTheDocument();
    expect(createApplication.mock.calls).toEqual([
      [{ body: { title: 'Loan radar', owner: 'user:default/max' } }],
    ]);
    expect(createSubscription).toHaveBeenLastCalledWith({
      body: expect.objectContaining({ applicationId: 'application-2' }),
    });
  });

  it('keeps applications that cannot have it from being chosen, and says why', async () => {
    const radar = { ...portal, id: 'application-2', title: 'Loan radar' };
    const foreign = { ...portal, id: 'application-3', editable: false };
    const held = subscription('subscription-1', radar.title);
    const { dialog } = await openDialog({
      listApplications: jest.fn(async () => ({
        items: [portal, radar, { ...foreign, title: 'Budget coach' }],
        totalItems: 3,
      })),
      listSubscriptions: jest.fn(async () => ({
        items: [
          { ...held, application: { ...held.application, id: radar.id } },
        ],
        totalItems: 1,
      })),
    });
    expect(
      await dialog.findByRole('radio', { name: /Customer portal/ }),
    ).toBeEnabled();
    expect(
      dialog.getByRole('radio', {
        name: /Loan radar.*a subscription to this product already: Waiting for approval/,
      }),
    ).toBeDisabled();
    expect(
      dialog.getByRole('radio', { name: /Budget coach.*not subscribe it/ }),
    ).toBeDisabled();
    expect(
      dialog.getByRole('radio', { name: 'New application' }),
    ).toBeEnabled();
  });

  it('leaves the choices where they are while the list is asked for again', async () => {
    const opened = await openDialog({
      listApplications: jest
        .fn(async () => ({ items: [portal], totalItems: 1 }))
        .mockResolvedValueOnce({ items: [], totalItems: 0 }),
      listSubscriptions: jest.fn(() => new Promise<never>(() => {})),
      createApplication: jest.fn(async () => portal),
      createSubscription: jest.fn(async () =>
        subscription('subscription-9', portal.title),
      ),
    });
    await makeApplication(opened, portal.title);
    await choosePlan(opened);
    const { user, dialog } = opened;
    await user.click(dialog.getByRole('button', { name: 'Send request' }));
    await dialog.findByText('Your request was sent');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    const reopened = within(await screen.findByRole('dialog'));
    const other = reopened.getByRole('radio', { name: 'New application' });
    other.focus();
    expect(
      await reopened.findByRole('radio', { name: /Customer portal/ }),
    ).toBeDisabled();
    expect(other).toHaveFocus();
  });

  const many = Array.from({ length: 25 }, (_, index) => ({
    ...portal,
    id: `application-${index + 1}`,
    title: `Program ${String(index + 1).padStart(2, '0')}`,
  }));
  const manyApplications = {
    listApplications: jest.fn(async ({ query: { search, offset, limit } }) => {
      const found = many.filter(({ title }) => title.includes(search ?? ''));
      return {
        items: found.slice(offset, offset + limit),
        totalItems: found.length,
      };
    }),
    getApplication: jest.fn(async ({ path: { applicationId } }) =>
      many.find(({ id }) => id === applicationId),
    ),
  };

  it('finds an application among many by a search at the server', async () => {
    const { user, dialog } = await openDialog(manyApplications);
    expect(
      await dialog.findByRole('radio', { name: /Program 01/ }),
    ).toBeInTheDocument();
    expect(
      dialog.queryByRole('radio', { name: /Program 25/ }),
    ).not.toBeInTheDocument();
    await user.type(dialog.getByRole('searchbox'), '25');
    await user.click(await dialog.findByRole('radio', { name: /Program 25/ }));
    await user.click(dialog.getByRole('button', { name: 'Next' }));
    expect(dialog.getByRole('radio', { name: 'Business' })).toBeEnabled();
  });

  it('finds it by turning pages, and keeps what is chosen in sight', async () => {
    const { user, dialog } = await openDialog(manyApplications);
    await user.click(await dialog.findByRole('radio', { name: /Program 03/ }));
    await user.click(dialog.getByRole('button', { name: /Next.*page/ }));
    expect(
      await dialog.findByRole('radio', { name: /Program 12/ }),
    ).toBeInTheDocument();
    expect(
      await dialog.findByRole('radio', { name: /Program 03/ }),
    ).toBeChecked();
  });

  it('asks for the subscriptions of those that are shown, and of no page of 200', async () => {
    const listSubscriptions = jest.fn(async (_request: object) => ({
      items: [],
      totalItems: 0,
    }));
    const { dialog } = await openDialog({
      ...manyApplications,
      listSubscriptions,
    });
    await dialog.findByRole('radio', { name: /Program 10/ });
    expect(
      listSubscriptions.mock.calls.map(
        ([{ query }]: any) => query.applicationId,
      ),
    ).toEqual(many.slice(0, 10).map(({ id }) => id));
  });

  it('says that the choices could not be read, and reads them again', async () => {
    const listApplications = jest
      .fn()
      .mockRejectedValueOnce(await refusal('The database is away', 400))
      .mockResolvedValue({ items: [portal], totalItems: 1 });
    const { user, dialog } = await openDialog({ listApplications });
    expect(await dialog.findByText('The database is away')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Retry' }));
    expect(
      await dialog.findByRole('radio', { name: /Customer portal/ }),
    ).toBeEnabled();
  });

  it('moves the focus to each new step, and to the result', async () => {
    const opened = await openDialog({
      createSubscription: jest.fn(async () =>
        subscription('subscription-9', 'Customer portal'),
      ),
    });
    const { user, dialog } = opened;
    await user.click(await dialog.findByRole('radio', { name: /Customer/ }));
    await user.click(dialog.getByRole('button', { name: 'Next' }));
    expect(dialog.getByRole('group', { name: 'Plan' })).toHaveFocus();
    await user.click(dialog.getByRole('checkbox', { name: /terms of use/ }));
    await user.click(dialog.getByRole('button', { name: 'Next' }));
    expect(dialog.getByRole('group', { name: 'Review' })).toHaveFocus();
    await user.click(dialog.getByRole('button', { name: 'Back' }));
    expect(dialog.getByRole('group', { name: 'Plan' })).toHaveFocus();
    await user.click(dialog.getByRole('button', { name: 'Next' }));
    await user.click(dialog.getByRole('button', { name: 'Send request' }));
    expect(await dialog.findByRole('group', { name: 'Result' })).toHaveFocus();
  });

  it.each([
    [
      'is deprecated',
      { state: 'deprecated' as const },
      /product is deprecated/,
    ],
    ['has no open plan', { plans: [] }, /no open plan/],
    [
      'has a plan that cannot be read',
      { plans: [{ ...offered.plans[0], limits: undefined }] },
      /cannot be read/,
    ],
  ])(
    'says why nobody can subscribe when the product %s',
    async (_, change, why) => {
      await renderPage(
        <SubscribeButton product={{ ...offered, ...change }} />,
        {
          client: {},
        },
      );
      const button = await screen.findByRole('button', { name: 'Subscribe' });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(why);
    },
  );

  it('lets an application be chosen by keyboard', async () => {
    const { user, dialog } = await openDialog({});
    const radio = await dialog.findByRole('radio', { name: /Customer/ });
    for (
      let stops = 0;
      stops < 5 && document.activeElement !== radio;
      ++stops
    ) {
      await user.tab();
    }
    expect(radio).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(
      dialog.getByRole('radio', { name: 'New application' }),
    ).toBeChecked();
    await user.keyboard('{ArrowUp}');
    expect(radio).toBeChecked();
  });

  it('estimates with the calls that the reader names', async () => {
    const opened = await openDialog({});
    const { user, dialog } = opened;
    await user.click(await dialog.findByRole('radio', { name: /Customer/ }));
    await choosePlan(opened);
    const calls = dialog.getByRole('textbox', { name: 'Calls per month' });
    await user.clear(calls);
    await user.type(calls, '1000{Tab}');

    expect(
      dialog.getByRole('row', { name: /Estimate per month/ }),
    ).toHaveTextContent('EUR 30.00');
  });

  it.each([
    ['planId must be a published plan of the product', 'radio', 'Business'],
    ['applicationId must be one of yours', 'radio', /Customer/],
  ] as const)(
    'goes back to the step of what the backend refuses: %s',
    async (said, role, name) => {
      const createSubscription = jest
        .fn()
        .mockRejectedValue(await refusal(`request/body/${said}`));
      const opened = await openDialog({ createSubscription });
      const { user, dialog } = opened;
      await user.click(await dialog.findByRole('radio', { name: /Customer/ }));
      await choosePlan(opened);
      await user.click(dialog.getByRole('button', { name: 'Send request' }));
      expect(await dialog.findByText(/^Must be/)).toBeInTheDocument();
      expect(dialog.getByRole(role, { name })).toBeChecked();
      expect(document.body).not.toHaveTextContent('request/body');
    },
  );

  it.each(['1e3', '1,000', '007', '-5', '1.5'])(
    'estimates nothing of %s, which stays as it was typed',
    async typed => {
      const opened = await openDialog({});
      const { user, dialog } = opened;
      await user.click(await dialog.findByRole('radio', { name: /Customer/ }));
      await choosePlan(opened);
      const calls = dialog.getByRole('textbox', { name: 'Calls per month' });
      await user.clear(calls);
      await user.type(calls, `${typed}{Tab}`);
      expect(calls).toHaveValue(typed);
      expect(calls).toBeInvalid();
      expect(
        dialog.queryByRole('row', { name: /Estimate/ }),
      ).not.toBeInTheDocument();
    },
  );
});
