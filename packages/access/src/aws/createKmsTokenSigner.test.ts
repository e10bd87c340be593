import { describeTokenSigner } from '../testUtils';
import { describeOnAws, type TestAws } from './__testUtils__/testAws';
import { createKmsTokenSigner } from './createKmsTokenSigner';

async function createKey({ kms }: TestAws, keySpec: string): Promise<string> {
  const { KeyMetadata: key } = await kms<{ KeyMetadata: { KeyId: string } }>(
    'CreateKey',
    { KeySpec: keySpec, KeyUsage: 'SIGN_VERIFY' },
  );
  return key.KeyId;
}

describe('createKmsTokenSigner', () => {
  // moto hashes a digest once more.
  describeOnAws(['ministack'], aws => {
    describe.each(['ECC_NIST_P256', 'RSA_2048', 'ECC_NIST_EDWARDS25519'])(
      'with a key of %s',
      keySpec => {
        describeTokenSigner(async () => {
          const keyId = await createKey(aws(), keySpec);
          return createKmsTokenSigner({ kms: aws().kms, keyId });
        });
      },
    );

    it('shows the next key too', async () => {
      const keyId = await createKey(aws(), 'ECC_NIST_P256');
      const next = await createKey(aws(), 'ECC_NIST_P256');
      const { kms } = aws();
      const signer = await createKmsTokenSigner({
        kms,
        keyId,
        otherKeyIds: [next],
      });
      const { kid } = await createKmsTokenSigner({ kms, keyId: next });
      const { keys } = await signer.jwks();
      expect(keys.map(key => key.kid)).toEqual([signer.kid, kid]);
    });

    it('refuses a key that is not for signing tokens', async () => {
      const keyId = await createKey(aws(), 'ECC_NIST_P384');
      await expect(
        createKmsTokenSigner({ kms: aws().kms, keyId }),
      ).rejects.toThrow('is of secp384r1');
    });

    it('rejects with the service’s error', async () => {
      await expect(
        createKmsTokenSigner({
          kms: aws().kms,
          keyId: '7d6d1c2e-0000-4000-8000-000000000000',
        }),
      ).rejects.toMatchObject({ name: 'AwsError', code: 'NotFoundException' });
    });
  });
});
