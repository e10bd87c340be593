import { createHash } from 'node:crypto';
import { setUpGateway } from '../__testUtils__/setUpGateway';

const temporaryPassword = 'oaf_iat_second';
const tokenHash = createHash('sha256')
  .update(temporaryPassword)
  .digest('base64url');

describe.each([
  ['makes a key pair once', true, [201, 401]],
  ['has no key pairs', false, [404, 404]],
])('the embedded gateway %s', (_, makesKeyPairs, expected) => {
  const setUp = setUpGateway({ makesKeyPairs });

  it(`when makesKeyPairs is ${makesKeyPairs}`, async () => {
    const { gateway, grant } = setUp;
    const enrolment = {
      credentialId: 'second',
      tokenHash,
      expiresAt: Date.now() + 60_000,
    };
    await gateway.grant({ revision: grant.revision + 1, enrolment });
    const ask = () =>
      fetch(`${gateway.baseUrl}/oauth/key-pair`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${temporaryPassword}` },
      });
    const statuses = [(await ask()).status, (await ask()).status];
    expect(statuses).toEqual(expected);
  });
});
