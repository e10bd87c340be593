import { drivers, trustSetup } from '../../../shared/__testUtils__/accounts';
import {
  renderPage,
  type StubClient,
} from '../../../shared/__testUtils__/renderPage';
import { AccountPages } from '../AccountPages';

const root = '/api-management/accounts';

/** Draws the pages of linked accounts at a path below them. */
export function renderAccounts(at: string, client: StubClient) {
  renderPage(<AccountPages />, {
    client: {
      listGatewayDrivers: jest.fn(async () => drivers),
      getTrustSetup: jest.fn(async () => trustSetup),
      getBatchTrustSetup: jest.fn(async () => trustSetup),
      ...client,
    },
    path: `${root}/*`,
    at: `${root}${at}`,
  });
}

/** An operation that answers the same each time. */
export const answers = (answer: unknown) => jest.fn(async () => answer);
