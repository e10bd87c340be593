import { mockServices } from '@backstage/backend-test-utils';
import type { Credentials } from './Credentials';
import type { Stage } from './createSecretReader';
import { SecretCredentials } from './SecretCredentials';

const MINUTE = 60_000;
const refusal = () => Object.assign(new Error('denied'), { errno: 1045 });
const of = (password: string): Credentials => ({ user: 'portal', password });

describe('SecretCredentials', () => {
  const logger = mockServices.logger.mock();
  const stages: Partial<Record<Stage, Credentials>> = {};
  let reads: Stage[];
  let isReachable: boolean;
  let works: string;
  let secret: SecretCredentials;

  beforeEach(() => {
    jest.clearAllMocks();
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate'] });
    Object.assign(stages, { AWSCURRENT: of('old'), AWSPENDING: undefined });
    reads = [];
    isReachable = true;
    works = 'old';
    secret = new SecretCredentials({
      secretArn: 'arn',
      logger,
      read: async stage => {
        reads.push(stage);
        await new Promise(resolve => setImmediate(resolve));
        if (!isReachable) {
          throw new Error('unreachable');
        }
        return stages[stage];
      },
    });
  });
  afterEach(() => jest.useRealTimers());

  const open = jest.fn(async ({ password }: Credentials) => {
    if (password !== works) {
      throw refusal();
    }
    return password;
  });

  it('is read once for many connections', async () => {
    await Promise.all(Array.from({ length: 9 }, () => secret.connect(open)));
    await secret.connect(open);
    expect(reads).toEqual(['AWSCURRENT']);
  });

  it('is read again after five minutes: another user may have taken over', async () => {
    await secret.connect(open);
    stages.AWSCURRENT = of((works = 'new'));
    jest.advanceTimersByTime(5 * MINUTE);
    expect(await secret.connect(open)).toBe('new');
    expect(reads).toEqual(['AWSCURRENT', 'AWSCURRENT']);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('is read anew, once, when many connections are refused', async () => {
    await secret.connect(open);
    stages.AWSCURRENT = of((works = 'new'));
    const many = Array.from({ length: 9 }, () => secret.connect(open));
    expect(new Set(await Promise.all(many))).toEqual(new Set(['new']));
    expect(reads).toEqual(['AWSCURRENT', 'AWSCURRENT', 'AWSPENDING']);
  });

  it('what was refused is not tried again at once: a server may lock the account', async () => {
    stages.AWSPENDING = of((works = 'new'));
    expect(await secret.connect(open)).toBe('new');
    expect(open.mock.calls.map(([{ password }]) => password)).toEqual([
      'old',
      'new',
    ]);
  });

  it('what worked last is tried first', async () => {
    stages.AWSPENDING = of((works = 'new'));
    await secret.connect(open);
    open.mockClear();
    await secret.connect(open);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('waits for a server that learns the password late', async () => {
    stages.AWSCURRENT = of('new');
    setTimeout(() => {
      works = 'new';
    }, 100);
    expect(await secret.connect(open)).toBe('new');
  });

  it('goes on with what is known when Secrets Manager cannot be reached', async () => {
    await secret.connect(open);
    isReachable = false;
    jest.advanceTimersByTime(5 * MINUTE);
    expect(await secret.connect(open)).toBe('old');
    expect(logger.warn).toHaveBeenCalledWith(
      'Goes on with the credentials known: Error: unreachable',
    );
  });

  it('says why when nothing is known yet', async () => {
    isReachable = false;
    await expect(secret.connect(open)).rejects.toThrow('unreachable');
  });

  it('passes on at once what is not about user and password', async () => {
    const other = Object.assign(new Error('no such host'), { errno: -3008 });
    const failing = jest.fn().mockRejectedValue(other);
    await expect(secret.connect(failing)).rejects.toBe(other);
    expect(failing).toHaveBeenCalledTimes(1);
  });
});
