import { mockServices } from '@backstage/backend-test-utils';
import { runCapabilities } from './runCapabilities';

async function shutdownOf(stop: () => Promise<void>) {
  const lifecycle = mockServices.rootLifecycle.mock();
  const scheduler = mockServices.scheduler.mock();
  await runCapabilities([{ stop }], { lifecycle, scheduler });
  const [hook] = lifecycle.addBeforeShutdownHook.mock.calls[0];
  return Promise.resolve(hook());
}

describe('runCapabilities', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets a capability put its work down', async () => {
    const stop = jest.fn(async () => {});
    await shutdownOf(stop);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('goes down although a capability waits for ever', async () => {
    const ended = jest.fn();
    shutdownOf(() => new Promise(() => {})).catch(ended);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(ended).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledWith(
      new Error('What was running did not stop in time'),
    );
  });

  it('tells of one that fails', async () => {
    await expect(
      shutdownOf(async () => {
        throw new Error('no database');
      }),
    ).rejects.toThrow('no database');
  });
});
