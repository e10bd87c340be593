import { accountLink } from '../../../shared/__testUtils__/accounts';
import {
  renderPage,
  type StubClient,
} from '../../../shared/__testUtils__/renderPage';
import { InfrastructurePages } from '../InfrastructurePages';
import { changes, template } from './examples';

const root = '/api-management/infrastructure';

/** An operation that answers the same each time. */
export const answers = (answer: unknown) => jest.fn(async () => answer);

/** A page with these things. */
export const page = (...items: object[]) => ({
  items,
  totalItems: items.length,
});

/** Draws the pages of infrastructure at a path below them. */
export const renderInfrastructure = (
  at: string,
  client: StubClient,
  authorize?: 'ALLOW' | 'DENY',
) =>
  renderPage(<InfrastructurePages />, {
    client: {
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [template()],
      }),
      listAccountLinks: answers(page(accountLink())),
      getAccountLink: answers(accountLink()),
      listStacks: answers(page()),
      listDeployments: answers(page()),
      listDeploymentChanges: answers(page(...changes)),
      listDeploymentEvents: answers({ items: [], cursor: 0, more: false }),
      ...client,
    },
    authorize,
    path: `${root}/*`,
    at: `${root}${at}`,
  });
