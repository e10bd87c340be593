import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { gatewayApi, product } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { NewProductPage } from './NewProductPage';

function render(createProduct: jest.Mock) {
  renderPage(<NewProductPage />, {
    client: {
      getGatewayApi: jest.fn(async () => gatewayApi),
      listGatewayApis: jest.fn(async () => ({
        items: [gatewayApi],
        totalItems: 1,
      })),
      createProduct,
    },
    path: '/new',
    at: '/new?gatewayApiId=api-1',
  });
}

describe('NewProductPage', () => {
  it('points at each mistake and sends nothing', async () => {
    const createProduct = jest.fn();
    render(createProduct);
    await userEvent.clear(
      await screen.findByLabelText(/^Title/, { selector: '[maxlength="120"]' }),
    );
    await userEvent.type(screen.getByLabelText('Per call'), '1,5');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(screen.getByText('Give the product a title.')).toBeInTheDocument();
    expect(
      screen.getByText('A decimal with at most six places, e.g. 0.01.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('2 fields need your attention'),
    ).toBeInTheDocument();
    expect(createProduct).not.toHaveBeenCalled();
  });

  it('goes to the first field that is wrong, at every try', async () => {
    render(jest.fn());
    const title = await screen.findByLabelText(/^Title/, {
      selector: '[maxlength="120"]',
    });
    const perCall = screen.getByLabelText('Per call');
    await userEvent.clear(title);
    await userEvent.type(perCall, '1,5');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(title).toHaveFocus();
    await userEvent.type(title, 'Accounts');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(perCall).toHaveFocus();
  });

  it('knows the currencies of ISO 4217', async () => {
    const createProduct = jest.fn();
    render(createProduct);
    const currency = await screen.findByLabelText('Currency');
    await userEvent.clear(currency);
    await userEvent.type(currency, 'XYZ');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(
      screen.getByText('A currency of ISO 4217, e.g. EUR.'),
    ).toBeInTheDocument();
    expect(createProduct).not.toHaveBeenCalled();
  });

  it('previews no price that is not one', async () => {
    render(jest.fn());
    const perCall = await screen.findByLabelText('Per call');
    await userEvent.type(perCall, '1,5');
    expect(document.body).not.toHaveTextContent('NaN');
    await userEvent.clear(perCall);
    await userEvent.type(perCall, '1.5');
    expect(screen.getByText('EUR 1.5 / call')).toBeInTheDocument();
  });

  it('goes to a menu in which nothing is chosen', async () => {
    renderPage(<NewProductPage />, {
      client: {
        listGatewayApis: jest.fn(async () => ({ items: [], totalItems: 0 })),
      },
    });
    await userEvent.type(
      await screen.findByLabelText(/^Title/, { selector: '[maxlength="120"]' }),
      'Accounts',
    );
    await userEvent.type(screen.getByLabelText(/^Summary/), 'Balances.');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(screen.getByRole('button', { name: /Imported APIs/ })).toHaveFocus();
  });

  it('asks before a link throws away what was typed', async () => {
    render(jest.fn());
    const tags = await screen.findByLabelText(/^Tags/);
    await userEvent.type(tags, 'banking');
    await userEvent.click(screen.getByRole('link', { name: 'Cancel' }));
    const question = within(await screen.findByRole('dialog'));
    await userEvent.click(question.getByRole('button', { name: 'Stay' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(tags).toHaveValue('banking');

    await userEvent.click(screen.getByRole('link', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    await waitFor(() => expect(tags).not.toBeInTheDocument());
  });

  it('asks nothing when nothing was changed, and nothing after saving', async () => {
    render(jest.fn(async () => product));
    const tags = await screen.findByLabelText(/^Tags/);
    const unload = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(unload()).toBe(false);
    await userEvent.type(tags, 'banking');
    expect(unload()).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    await waitFor(() => expect(tags).not.toBeInTheDocument());
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(unload()).toBe(false);
  });

  it('sends a product filled in from the API, amounts as they were typed', async () => {
    const createProduct = jest.fn(async () => product);
    render(createProduct);
    await userEvent.type(await screen.findByLabelText('Per month'), '20');
    await userEvent.type(screen.getByLabelText('Per call'), '0.010');
    await userEvent.type(screen.getByLabelText(/^Tags/), 'banking, open-data');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    await waitFor(() => expect(createProduct).toHaveBeenCalled());
    expect(createProduct).toHaveBeenCalledWith({
      body: {
        title: 'Accounts API',
        summary: 'Balances of a customer.',
        description: 'Balances of a customer.',
        owner: 'group:default/team-a',
        tags: ['banking', 'open-data'],
        gatewayApiIds: ['api-1'],
        audience: { type: 'everyone' },
        approval: 'manual',
        plans: [
          {
            title: 'Standard',
            limits: { rate: 10, burst: 20 },
            price: {
              currency: 'EUR',
              components: [
                { type: 'flat', amount: '20' },
                { type: 'per-unit', amount: '0.010' },
              ],
            },
          },
        ],
      },
    });
  });

  it('takes steps, and points at one that does not rise', async () => {
    const createProduct = jest.fn(async (_: unknown) => product);
    render(createProduct);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add to the price' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Per call, by steps' }),
    );
    const part = within(
      screen.getByRole('group', {
        name: 'Part 3 of the price: Per call, by steps',
      }),
    );
    const step = (name: string) => within(part.getByRole('group', { name }));
    await userEvent.click(part.getByRole('button', { name: 'Add step' }));
    const first = step('From call 1');
    await userEvent.type(first.getByLabelText('Amount per call'), '0.01');
    await userEvent.type(first.getByLabelText('Up to and with call'), '0');
    const last = step('From call 1, without end');
    await userEvent.type(last.getByLabelText('Amount per call'), '0.005');
    const save = screen.getByRole('button', { name: 'Create draft' });
    await userEvent.click(save);
    expect(createProduct).not.toHaveBeenCalled();
    const end = first.getByLabelText('Up to and with call');
    expect(end).toBeInvalid();
    expect(end).toHaveFocus();
    await userEvent.clear(end);
    await userEvent.type(end, '250');
    expect(step('From call 251, without end')).toBeTruthy();
    await userEvent.click(save);
    await waitFor(() => expect(createProduct).toHaveBeenCalled());
    const [[{ body }]] = createProduct.mock.calls as any;
    expect(body.plans[0].price.components).toEqual([
      {
        type: 'graduated',
        steps: [{ upTo: '250', amount: '0.01' }, { amount: '0.005' }],
      },
    ]);
  });

  it.each([
    // where, what is typed, what is said there
    ['Requests per second', '1e3', 'rate'],
    ['Requests per second', '1,5', 'rate'],
    ['Requests per second', '-1', 'rate'],
    ['Requests per second', '0.1234567', 'rate'],
    ['Burst', '007', 'burst'],
    ['Burst', '1.5', 'burst'],
    ['Per call', '1e3', 'amount'],
    ['Per call', '01', 'amount'],
    ['Per call', '-1', 'amount'],
    ['Per call', '0.1234567', 'amount'],
  ])('keeps in %s what was typed: %s', async (label, typed) => {
    const createProduct = jest.fn();
    render(createProduct);
    const field = await screen.findByRole('textbox', {
      name: new RegExp(`^${label}`),
    });
    await userEvent.clear(field);
    await userEvent.type(field, `${typed}{Tab}`);
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(field).toHaveValue(typed);
    expect(field).toBeInvalid();
    expect(screen.getByText('One field needs your attention')).toBeVisible();
    expect(createProduct).not.toHaveBeenCalled();
  });

  it('shows at its field what the backend refused, until it is changed', async () => {
    const createProduct = jest
      .fn()
      .mockRejectedValue(
        await refusal(
          'request/body/plans/0/title must NOT have more than 80 characters, request/body/access must be string',
        ),
      );
    render(createProduct);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create draft' }),
    );
    const title = screen.getByLabelText(/^Title/, {
      selector: '[maxlength="80"]',
    });
    await waitFor(() => expect(title).toHaveFocus());
    expect(screen.getByText('At most 80 characters.')).toBeInTheDocument();
    expect(screen.getByText('access: Must be string.')).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('request/body');
    await userEvent.type(title, '!');
    expect(
      screen.queryByText('At most 80 characters.'),
    ).not.toBeInTheDocument();
  });

  it('shows why the backend refused', async () => {
    render(
      jest.fn().mockRejectedValue(await refusal('plans.0.title is taken')),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create draft' }),
    );
    expect(
      await screen.findByText('plans.0.title is taken'),
    ).toBeInTheDocument();
  });
});
