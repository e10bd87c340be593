import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { timeLimited } from './timeLimited';

const never = () => new Promise<never>(() => {});

describe('waiting for a gateway', () => {
  it('answers what it answers', async () => {
    await expect(
      timeLimited('It', { milliseconds: 60_000 }, async () => 'well'),
    ).resolves.toBe('well');
  });

  it('ends in time also when the gateway does not heed the signal', async () => {
    await expect(
      timeLimited('The verification', { milliseconds: 10 }, never),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The verification did not end within 0.01 s',
      ),
    });
  });

  it('aborts what takes too long', async () => {
    const aborted = timeLimited(
      'It',
      { milliseconds: 10 },
      signal =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
    );
    await expect(aborted).rejects.toThrow('did not end within');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const limits = { milliseconds: 60_000, signal: controller.signal };
    const stopped = timeLimited('It', limits, never);
    controller.abort(new Error('shutting down'));
    await expect(stopped).rejects.toThrow('shutting down');
  });

  it("passes a gateway's refusal on as one that the caller did not cause", async () => {
    const refused = timeLimited('It', { milliseconds: 60_000 }, async () => {
      throw new GatewayError('clock-skew', 'Set the clock.');
    });
    await expect(refused).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Set the clock.',
    });
  });
});
