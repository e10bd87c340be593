import { estimateCosts } from './estimateCosts';
import { hardQuotaCosts } from './stackCosts';

const of = (name: string, values: Record<string, string> = {}) =>
  estimateCosts({ name, parameters: [] }, values)!;

const part = (
  { parts }: ReturnType<typeof of>,
  words: string,
): number[] | undefined =>
  parts
    .find(each => each.part.startsWith(words))
    ?.amounts.map(amount => Math.round(amount * 100) / 100);

describe('estimateCosts', () => {
  // At 1, 10 and 100 million calls.
  it.each([
    ['gateway', {}, 'Calls', [3.5, 35, 350]],
    ['gateway', {}, 'Authorizer', [0.27, 2.67, 26.67]],
    ['gateway', {}, 'Data transfer', [0, 0, 33.93]],
    ['gateway', { Firewall: 'yes' }, 'Firewall', [9.6, 15, 69]],
    ['log-delivery', {}, 'Delivery', [0.22, 2.24, 22.42]],
    [
      'log-delivery',
      { TableFormat: 'Iceberg' },
      'Delivery',
      [0.04, 0.36, 3.58],
    ],
    ['log-delivery', { HttpApis: 'yes' }, 'Log of HTTP', [0.24, 2.39, 23.85]],
    ['logs', { Retention: '731' }, 'Storage', [0.06, 0.55, 5.53]],
    [
      'logs',
      { CrawlerSchedule: 'cron(0 2 * * ? *)' },
      'Crawler',
      [4.46, 4.46, 4.46],
    ],
    [
      'data',
      { MinCapacity: '0.5', Standby: 'no' },
      'Least',
      [43.8, 43.8, 43.8],
    ],
    [
      'data',
      { MinCapacity: '0.5', Standby: 'yes' },
      'Least',
      [87.6, 87.6, 87.6],
    ],
    ['notify', {}, 'Keys', [1, 1, 1]],
  ])('%s with %j: %s', (name, values, words, amounts) => {
    expect(part(of(name, values), words)).toEqual(amounts);
  });

  it.each([
    ['gateway', { Firewall: 'no' }, 'Firewall'],
    ['log-delivery', { HttpApis: 'no' }, 'Log of HTTP'],
    ['logs', { CrawlerSchedule: '' }, 'Crawler'],
    ['data', { MinCapacity: '0' }, 'Least'],
  ])('%s with %j has no %s', (name, values, words) => {
    expect(part(of(name, values), words)).toBeUndefined();
  });

  it('knows what the calls of a hard quota cost beside', () => {
    expect([1, 10, 100].map(hardQuotaCosts)).toEqual([0.625, 6.25, 62.5]);
  });

  it('names each part, so that pages can say it in another language', () => {
    expect(
      of('notify').parts.map(({ name, part: words }) => [name, words]),
    ).toEqual([['keys', 'Keys']]);
  });

  it('adds up', () => {
    const { parts, totals } = of('gateway', { Firewall: 'yes' });
    totals.forEach((total, column) => {
      const sum = parts.reduce((all, { amounts }) => all + amounts[column], 0);
      expect(total).toBeCloseTo(sum, 6);
    });
  });

  it('takes the default of what was not chosen', () => {
    const parameters = [{ name: 'Firewall', default: 'yes' }];
    const estimate = estimateCosts({ name: 'gateway', parameters }, {})!;
    expect(part(estimate, 'Firewall')).toEqual([9.6, 15, 69]);
  });

  it('says nothing of a stack whose prices are not known', () => {
    expect(
      estimateCosts({ name: 'unheard-of', parameters: [] }, {}),
    ).toBeUndefined();
  });
});
