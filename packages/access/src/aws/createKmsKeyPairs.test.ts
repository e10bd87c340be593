import {
  createPrivateKey,
  createPublicKey,
  type JsonWebKeyInput,
} from 'node:crypto';
import { describeOnAws } from './__testUtils__/testAws';
import { createKmsKeyPairs } from './createKmsKeyPairs';

describe('createKmsKeyPairs', () => {
  // moto makes no data key pairs.
  describeOnAws(['ministack'], aws => {
    it('makes a new pair of P-256 each time', async () => {
      const { kms } = aws();
      const { KeyMetadata: key } = await kms<{
        KeyMetadata: { KeyId: string };
      }>('CreateKey', {});
      const pairs = createKmsKeyPairs({ kms, keyId: key.KeyId });
      const first = await pairs.generate();
      const second = await pairs.generate();
      expect(first).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' });
      expect(first.d).not.toBe(second.d);
      const input = { key: first, format: 'jwk' } as JsonWebKeyInput;
      const { x, y } = createPublicKey(createPrivateKey(input)).export({
        format: 'jwk',
      });
      expect(first).toMatchObject({ x, y });
    });
  });
});
