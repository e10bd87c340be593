import { revocationRequest } from '../../testUtils/rawClient';
import { badClient, badRequest, type OracleCase } from './OracleCase';

/** RFC 7009. */
export const revocationCases: OracleCase[] = [
  {
    title: 'revocation of junk',
    build: (server, { key }) =>
      revocationRequest(server, key, { token: 'junk' }),
    door: '200',
  },
  {
    title: 'revocation without a token',
    build: (server, { key }) => revocationRequest(server, key, {}),
    door: badRequest,
  },
  {
    title: 'revocation without an assertion',
    build: (server, { key }) =>
      revocationRequest(server, key, {
        token: 'junk',
        form: { client_assertion: undefined },
      }),
    door: badClient,
  },
  {
    title: 'revocation by another key',
    build: (server, { key, otherKey }) =>
      revocationRequest(server, key, {
        token: 'junk',
        assertion: { key: otherKey },
      }),
    door: badClient,
  },
];
