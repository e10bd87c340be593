import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';
import {
  HANDED_OUT,
  startKeyPairMaker,
} from '../__testUtils__/startKeyPairMaker';

const portal = usePortal();
const issuer = 'http://gateway/oauth';
let maker: Awaited<ReturnType<typeof startKeyPairMaker>>;
let subscription: string;

const credentialsOf = (id: string) => `/subscriptions/${id}/credentials`;

/** As the dialog does it. */
async function reveal(type = 'initial-access-token', of = subscription) {
  const { body } = await portal.as('bea').get(credentialsOf(of));
  const { id } = body.items.find((one: any) => one.type === type);
  const revealed = await portal
    .as('bea')
    .post(`${credentialsOf(of)}/${id}/reveal`);
  return { id, secret: revealed.body.secret as string };
}

const collect = (
  person: Person,
  { id, secret }: { id: string; secret: string },
  { at = issuer, of = subscription } = {},
) =>
  portal.as(person).post(`${credentialsOf(of)}/${id}/key-pair`, {
    issuer: at,
    temporaryPassword: secret,
  });

beforeEach(async () => {
  maker = await startKeyPairMaker();
  portal.gateway.keyPairEndpoint = maker.url;
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product, {
    applicationId: application.id,
  });
  subscription = id;
  portal.audit.length = 0;
});
afterEach(() => maker.close());

describe('a key pair that a gateway makes', () => {
  it('is passed on as the gateway encrypted it, and kept nowhere', async () => {
    const { body: connections } = await portal
      .as('bea')
      .get(`/subscriptions/${subscription}/connections`);
    expect(connections.items[0].keyPairEndpoint).toBe(maker.url);
    const password = await reveal();
    const { status, body, headers } = await collect('bea', password);
    expect([status, headers.get('cache-control'), body]).toEqual([
      200,
      'no-store',
      {
        encryptedPrivateKey: 'e.n.c.r.ypted',
        registration: {
          client_id: 'sub_1',
          jwks: { keys: [{ kid: 'the-key' }] },
        },
      },
    ]);
    expect(maker.asked).toEqual([
      { method: 'POST', authorization: `Bearer ${password.secret}` },
    ]);
    const kept = JSON.stringify([
      await portal.knex('credentials'),
      await portal.knex('subscription_events'),
      portal.audit,
      portal.warnings,
    ]);
    expect(kept).not.toContain('ypted');
    expect(kept).not.toContain(password.secret);
    expect(portal.audit.at(-1)).toEqual({
      eventId: 'key-pair-collected',
      severityLevel: 'high',
      by: 'caller',
      outcome: 'succeeded',
      meta: {
        subscriptionId: subscription,
        credentialId: password.id,
        type: 'initial-access-token',
        issuer,
        kid: 'the-key',
      },
    });
  });

  it.each([
    ['bea', 200],
    ['bert', 200],
    ['max', 403],
    ['ada', 403],
    ['carl', 404],
    ['paul', 404],
  ] as const)(
    'is for who holds the subscription: %s %s',
    async (person, expected) => {
      const password = await reveal();
      const { status, body } = await collect(person, password);
      expect(status).toBe(expected);
      expect(JSON.stringify(body)).not.toContain(
        expected === 200 ? password.secret : 'ypted',
      );
      expect(maker.asked).toHaveLength(expected === 200 ? 1 : 0);
    },
  );

  it('is not made with the password of another subscription', async () => {
    const product = await portal.publish('max', undefined);
    const { id: other } = await portal.activate('carl', 'max', product);
    const { body } = await portal.as('carl').get(credentialsOf(other));
    const { id } = body.items.find(
      ({ type }: any) => type === 'initial-access-token',
    );
    const { body: foreign } = await portal
      .as('carl')
      .post(`${credentialsOf(other)}/${id}/reveal`);
    const own = await reveal();
    const answers = [
      await collect('bea', { id, secret: foreign.secret }),
      await collect('bea', { id: own.id, secret: foreign.secret }),
      await collect('bea', own, { of: other }),
      await collect('bea', await reveal('api-key')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 400, 404, 404]);
    expect(maker.asked).toEqual([]);
  });

  it('is handed out once, and who asks again is told the way out', async () => {
    const password = await reveal();
    await collect('bea', password);
    const { status, body } = await collect('bert', password);
    expect([status, body.error.message]).toEqual([
      409,
      `The gateway Fake gateway (here): ${HANDED_OUT}`,
    ]);
    expect(portal.audit.at(-1)).toMatchObject({ outcome: 'failed' });
  });

  it('is handed to one of several who ask at once', async () => {
    const password = await reveal();
    portal.audit.length = 0;
    const answers = await Promise.all(
      (['bea', 'bert', 'bea'] as const).map(each => collect(each, password)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409, 409]);
    expect(portal.audit.map(({ outcome }) => outcome).sort()).toEqual([
      'failed',
      'failed',
      'succeeded',
    ]);
  });

  it.each([
    ['expired', { expires_at: 1 }],
    ['revoked', { state: 'revoked', revoked_at: 1 }],
  ])('is not made with a password that is %s', async (state, changes) => {
    const password = await reveal();
    await portal.knex('credentials').where({ id: password.id }).update(changes);
    const { status, body } = await collect('bea', password);
    expect([status, body.error.message]).toEqual([
      409,
      `The temporary password is ${state}; issue another one`,
    ]);
    expect(maker.asked).toEqual([]);
  });

  it('is not there at a gateway of an older release', async () => {
    maker.manner.isOld = true;
    const { status, body } = await collect('bea', await reveal());
    expect([status, body.error.message]).toEqual([
      409,
      'The gateway Fake gateway (here) makes no key pairs yet; its stack is of an older release',
    ]);
  });

  it('is still to be had when the gateway did not answer', async () => {
    const password = await reveal();
    maker.manner.isDown = true;
    const { status, body } = await collect('bea', password);
    expect([status, body.error.message]).toEqual([
      503,
      'The gateway Fake gateway (here) does not answer. Ask again with the same temporary password: the gateway answers the same key pair, or says that it handed it out already',
    ]);
    maker.manner.isDown = false;
    expect((await collect('bea', password)).status).toBe(200);
  });

  it('is not there where no gateway makes any', async () => {
    const password = await reveal();
    expect((await collect('bea', password, { at: 'http://x' })).status).toBe(
      404,
    );
    portal.gateway.keyPairEndpoint = undefined;
    expect((await collect('bea', password)).body.error.message).toBe(
      'The gateway Fake gateway (here) makes no key pairs',
    );
    expect(maker.asked).toEqual([]);
  });

  it('is not made while the subscription is suspended', async () => {
    const password = await reveal();
    await portal.move('max', { id: subscription }, 'suspend');
    expect((await collect('bea', password)).status).toBe(409);
    expect(maker.asked).toEqual([]);
  });
});
