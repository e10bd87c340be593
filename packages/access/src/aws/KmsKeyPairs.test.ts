import { describeKeyPairs } from '../testUtils';
import { describeOnAws, type TestAws } from './__testUtils__/testAws';
import { KmsKeyPairs } from './KmsKeyPairs';

async function open({ kms, createTable }: TestAws) {
  const { KeyMetadata: key } = await kms<{ KeyMetadata: { KeyId: string } }>(
    'CreateKey',
    {},
  );
  const table = await createTable();
  const pairs = new KmsKeyPairs({ kms, keyId: key.KeyId, table });
  return { pairs, table, keyId: key.KeyId };
}

describe('KmsKeyPairs', () => {
  // moto makes no data key pairs.
  describeOnAws(['ministack'], aws => {
    describeKeyPairs(async () => (await open(aws())).pairs);

    const owner = {
      issuer: 'https://door.example.com/oauth',
      subscriptionId: 'subscription-1',
      credentialId: 'enrolment-1',
    };
    const request = { clientId: 'sub_example', owner, expiresAt: 4e12 };

    it.each([
      { ...owner, subscriptionId: 'subscription-2' },
      { ...owner, credentialId: 'enrolment-2' },
      { ...owner, issuer: 'https://other.example.com/oauth' },
    ])('opens for nobody but its owner: not %p', async other => {
      const { pairs } = await open(aws());
      const pair = await pairs.make('token', request);
      await expect(pairs.open({ ...pair, owner: other })).rejects.toMatchObject(
        { code: 'InvalidCiphertextException' },
      );
    });

    it('is made under the key of its own and opens with that one only', async () => {
      const { pairs, keyId: shared } = await open(aws());
      const { keyId } = await open(aws());
      const pair = await pairs.make('token', { ...request, keyId });
      expect(pair).toMatchObject({ keyId });
      await aws().kms('DisableKey', { KeyId: shared });
      await expect(pairs.open(pair)).resolves.toHaveProperty('d');
      await aws().kms('DisableKey', { KeyId: keyId });
      await expect(pairs.open(pair)).rejects.toThrow(/disabled/);
    });

    it('loses nothing while the key is disabled', async () => {
      const { pairs, keyId } = await open(aws());
      const pair = await pairs.make('token', request);
      await aws().kms('DisableKey', { KeyId: keyId });
      await expect(pairs.open(pair)).rejects.toThrow(/disabled/);
      await aws().kms('EnableKey', { KeyId: keyId });
      await expect(pairs.open(pair)).resolves.toHaveProperty('d');
    });

    it('has nothing in its rows that is a private key', async () => {
      const { pairs, table } = await open(aws());
      const { d } = await pairs.open(await pairs.make('token', request));
      const bytes = Buffer.from(d!, 'base64url');
      const rows = await table.call('Scan', { TableName: table.name });
      const text = JSON.stringify(rows);
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        expect(text).not.toContain(bytes.toString(encoding));
      }
    });
  });
});
