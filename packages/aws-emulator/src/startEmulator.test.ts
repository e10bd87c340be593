import { startEmulator } from './startEmulator';
import { whichEmulators } from './whichEmulators';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

describeEmulator.each(['ministack', 'moto'] as const)(
  `%s ${leftOut ?? ''}`,
  name => {
    // The first start installs the emulator.
    jest.setTimeout(300_000);

    const createQueue = (endpoint: string) =>
      fetch(endpoint, {
        method: 'POST',
        headers: {
          Authorization:
            'AWS4-HMAC-SHA256 Credential=testing/20260101/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
          'Content-Type': 'application/x-amz-json-1.0',
          'X-Amz-Target': 'AmazonSQS.CreateQueue',
        },
        body: JSON.stringify({ QueueName: 'calls' }),
      });

    it('answers a request of AWS, forgets when told, and is gone when stopped', async () => {
      const emulator = await startEmulator(name);
      try {
        const created = await createQueue(emulator.endpoint);
        expect(created.status).toBe(200);
        await expect(created.text()).resolves.toContain('calls');
        await emulator.reset();
      } finally {
        await emulator.stop();
      }
      await expect(createQueue(emulator.endpoint)).rejects.toThrow(
        'fetch failed',
      );
    });
  },
);
