import { tokenRequest } from '../../testUtils/rawClient';
import {
  badClient,
  badRequest,
  formWith,
  granted,
  token,
  type Build,
  type OracleCase,
} from './OracleCase';

/** A request that was sent before. */
const again =
  (build: Build): Build =>
  async (server, context) => {
    const request = await build(server, context);
    await (await server.handle(request.clone())).text();
    return request;
  };

/** Requests as a whole. */
export const requestCases: OracleCase[] = [
  { title: 'a good request', build: token(), door: granted },
  {
    title: 'one scope',
    build: formWith({ scope: 'accounts:read' }),
    door: granted,
  },
  {
    title: 'the resource',
    build: (server, { key, door }) =>
      tokenRequest(server, key, {
        form: { resource: door.grant.apis[0].resource },
      }),
    door: granted,
  },
  {
    title: 'another resource',
    build: formWith({ resource: 'http://gateway.test/other' }),
    door: '400 invalid_target',
  },
  {
    title: 'a scope beyond the grant',
    build: formWith({ scope: 'admin' }),
    door: '400 invalid_scope',
  },
  {
    title: 'no grant type',
    build: formWith({ grant_type: undefined }),
    door: badRequest,
  },
  {
    title: 'another grant type',
    build: formWith({ grant_type: 'password' }),
    door: '400 unsupported_grant_type',
  },
  { title: 'the same request again', build: again(token()), door: badClient },
  {
    title: 'a parameter twice',
    build: token({
      body: 'grant_type=client_credentials&grant_type=client_credentials',
    }),
    door: badRequest,
  },
  {
    title: 'another content type',
    build: token({ headers: { 'Content-Type': 'application/json' } }),
    door: badRequest,
  },
  {
    title: 'a client secret as well',
    build: formWith({ client_secret: 'x' }),
    door: badRequest,
  },
];
