import type { TestDoor } from '../../testUtils/createTestDoor';
import { signAssertion, tokenRequest } from '../../testUtils/rawClient';
import {
  assertionWith,
  badClient,
  badProof,
  formWith,
  granted,
  now,
  type Build,
  type OracleCase,
  type OracleContext,
} from './OracleCase';

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const withAssertion =
  (
    make: (server: TestDoor, context: OracleContext) => Promise<string>,
  ): Build =>
  async (server, context) =>
    tokenRequest(server, context.key, {
      form: { client_assertion: await make(server, context) },
    });

/** Client authentication. */
export const assertionCases: OracleCase[] = [
  {
    title: 'no assertion',
    build: formWith({ client_assertion: undefined }),
    door: badClient,
  },
  {
    title: 'another assertion type',
    build: formWith({ client_assertion_type: 'urn:x' }),
    door: badClient,
  },
  {
    title: 'a proof that was used before, with a new assertion',
    build: async (server, { key }) => {
      const first = await tokenRequest(server, key);
      const headers = { DPoP: first.headers.get('DPoP')! };
      await (await server.handle(first)).text();
      return tokenRequest(server, key, { headers });
    },
    door: badProof,
  },
  {
    title: 'an assertion for the token URL',
    build: (server, { key }) =>
      tokenRequest(server, key, {
        assertion: { claims: { aud: `${server.issuer}/token` } },
      }),
    door: badClient,
  },
  {
    title: 'an assertion whose aud is an array',
    build: (server, { key }) =>
      tokenRequest(server, key, {
        assertion: { claims: { aud: [server.issuer] } },
      }),
    door: badClient,
  },
  {
    title: 'an assertion for another server',
    build: assertionWith({ aud: 'http://evil.test' }),
    door: badClient,
  },
  {
    title: 'an assertion without aud',
    build: assertionWith({ aud: undefined }),
    door: badClient,
  },
  {
    title: 'an assertion without jti',
    build: assertionWith({ jti: undefined }),
    door: badClient,
  },
  {
    title: 'an assertion without exp',
    build: assertionWith({ exp: undefined }),
    door: badClient,
  },
  {
    title: 'an assertion without iat',
    build: assertionWith({ iat: undefined }),
    door: badClient,
  },
  {
    title: 'an expired assertion',
    build: assertionWith({ iat: now() - 300, exp: now() - 200 }),
    door: badClient,
  },
  {
    title: 'an assertion of one hour',
    build: assertionWith({ exp: now() + 3600 }),
    door: badClient,
  },
  {
    title: 'an assertion 8 s ahead',
    build: assertionWith({ iat: now() + 8, nbf: now() + 8 }),
    door: granted,
  },
  {
    title: 'an assertion 90 s ahead',
    build: assertionWith({
      iat: now() + 90,
      nbf: now() + 90,
      exp: now() + 150,
    }),
    door: badClient,
  },
  {
    title: 'an assertion of another issuer',
    build: assertionWith({ iss: 'sub_other' }),
    door: badClient,
  },
  {
    title: 'an assertion of another subject',
    build: assertionWith({ sub: 'sub_other' }),
    door: badClient,
  },
  {
    title: 'an unknown client',
    build: assertionWith({ iss: 'x', sub: 'x' }),
    door: badClient,
  },
  {
    title: 'an assertion by another key',
    build: (server, { key, otherKey }) =>
      tokenRequest(server, key, { assertion: { key: otherKey } }),
    door: badClient,
  },
  {
    title: 'an assertion with alg none',
    build: withAssertion(async (server, { key }) => {
      const [, payload] = (await signAssertion(key, server)).split('.');
      return `${encode({ alg: 'none', kid: key.kid })}.${payload}.`;
    }),
    door: badClient,
  },
  {
    title: 'an assertion with a changed payload',
    build: withAssertion(async (server, { key }) => {
      const [header, , signature] = (await signAssertion(key, server)).split(
        '.',
      );
      return `${header}.${encode({
        iss: 'sub_example',
        sub: 'sub_example',
      })}.${signature}`;
    }),
    door: badClient,
  },
  {
    title: 'an assertion that is no JWT',
    build: formWith({ client_assertion: 'junk' }),
    door: badClient,
  },
  {
    title: 'a client_id that is not of the assertion',
    build: formWith({ client_id: 'sub_other' }),
    door: badClient,
  },
  {
    title: 'the client_id of the assertion',
    build: formWith({ client_id: 'sub_example' }),
    door: granted,
  },
];
