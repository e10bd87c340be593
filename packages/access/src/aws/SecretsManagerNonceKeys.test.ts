import { randomBytes, randomUUID } from 'node:crypto';
import { describeNonceKeys } from '../testUtils';
import { describeOnAws, type TestAws } from './__testUtils__/testAws';
import { SecretsManagerNonceKeys } from './SecretsManagerNonceKeys';

const fresh = () => randomBytes(32).toString('base64');

async function createSecret({ secretsManager }: TestAws, secret: string) {
  const id = `nonce-keys-${randomUUID()}`;
  await secretsManager('CreateSecret', { Name: id, SecretString: secret });
  return id;
}

describe('SecretsManagerNonceKeys', () => {
  describeOnAws(['moto', 'ministack'], aws => {
    describeNonceKeys(async () => {
      const { secretsManager } = aws();
      const id = await createSecret(aws(), fresh());
      return {
        open: () => new SecretsManagerNonceKeys(secretsManager, id),
        rotate: () =>
          secretsManager('PutSecretValue', {
            SecretId: id,
            SecretString: fresh(),
          }),
      };
    });

    it('sees a rotation after five minutes', async () => {
      const { secretsManager } = aws();
      const id = await createSecret(aws(), fresh());
      let now = 0;
      const keys = new SecretsManagerNonceKeys(secretsManager, id, () => now);
      const { current } = await keys.get();
      const next = fresh();
      await secretsManager('PutSecretValue', {
        SecretId: id,
        SecretString: next,
      });
      now = 299_999;
      await expect(keys.get()).resolves.toEqual({ current });
      now = 300_000;
      const expected = Buffer.from(next, 'base64');
      expect(expected.equals((await keys.get()).current)).toBe(true);
    });

    it('says what the secret must be, and reads it again', async () => {
      const { secretsManager } = aws();
      const id = await createSecret(aws(), 'too short');
      const keys = new SecretsManagerNonceKeys(secretsManager, id);
      await expect(keys.get()).rejects.toThrow('must be 32 bytes in base64');
      await secretsManager('PutSecretValue', {
        SecretId: id,
        SecretString: fresh(),
      });
      await expect(keys.get()).rejects.toThrow('AWSPREVIOUS');
    });
  });
});
