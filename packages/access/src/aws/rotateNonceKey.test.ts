import { randomBytes, randomUUID } from 'node:crypto';
import { describeOnAws, type TestAws } from './__testUtils__/testAws';
import { rotateNonceKey, type RotationStep } from './rotateNonceKey';
import { SecretsManagerNonceKeys } from './SecretsManagerNonceKeys';

const rotation: RotationStep['Step'][] = [
  'createSecret',
  'setSecret',
  'testSecret',
  'finishSecret',
];

async function createSecret({ secretsManager }: TestAws) {
  const SecretId = `nonce-keys-${randomUUID()}`;
  await secretsManager('CreateSecret', {
    Name: SecretId,
    SecretString: randomBytes(32).toString('base64'),
  });
  return SecretId;
}

describe('rotateNonceKey', () => {
  describeOnAws(['moto', 'ministack'], aws => {
    async function rotate(SecretId: string, repeats: number) {
      const ClientRequestToken = randomUUID();
      for (const Step of rotation) {
        for (let time = 0; time < repeats; time += 1) {
          await rotateNonceKey(aws().secretsManager, {
            Step,
            SecretId,
            ClientRequestToken,
          });
        }
      }
    }

    const read = (id: string) =>
      new SecretsManagerNonceKeys(aws().secretsManager, id).get();

    it.each([1, 2])(
      'makes a new key and keeps the one before, each step asked %i times',
      async repeats => {
        const id = await createSecret(aws());
        const first = await read(id);
        await rotate(id, repeats);
        const second = await read(id);
        expect(second.current).not.toEqual(first.current);
        expect(second.previous).toEqual(first.current);
        await rotate(id, repeats);
        expect((await read(id)).previous).toEqual(second.current);
      },
    );

    it('does not make a version current that is no key', async () => {
      const SecretId = await createSecret(aws());
      const ClientRequestToken = randomUUID();
      await aws().secretsManager('PutSecretValue', {
        SecretId,
        ClientRequestToken,
        SecretString: 'too short',
        VersionStages: ['AWSPENDING'],
      });
      await expect(
        rotateNonceKey(aws().secretsManager, {
          Step: 'testSecret',
          SecretId,
          ClientRequestToken,
        }),
      ).rejects.toThrow('is not 32 bytes in base64');
    });

    it('knows no other step', async () => {
      await expect(
        rotateNonceKey(aws().secretsManager, {
          Step: 'toString' as RotationStep['Step'],
          SecretId: await createSecret(aws()),
          ClientRequestToken: randomUUID(),
        }),
      ).rejects.toThrow('A rotation has no step toString');
    });
  });
});
