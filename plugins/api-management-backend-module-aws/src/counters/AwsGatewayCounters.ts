import {
  CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import {
  GatewayError,
  type CountedPlace,
  type GatewayCount,
  type GatewayCounters,
  type GatewayCounts,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountBudgets } from '../budget/AccountBudgets';
import type { ControlPlane, SessionSource } from '../controlPlane/ControlPlane';
import { clientSettings } from '../credentials/clientSettings';
import { isExpired, isThrottling } from '../controlPlane/retry';
import { type Place, toGatewayError } from '../controlPlane/toGatewayError';
import { toFault } from '../management/toProvisioningError';
import { metricNames } from './metricNames';

const PERIOD_S = 3600;

/** Of one request: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;

type Named = { place: CountedPlace; dimensions: Record<string, string> };
type Range = { from: number; to: number; signal: AbortSignal };

type Options = {
  plane: ControlPlane;
  /** Of the permission set `import`. */
  sessions: SessionSource;
  budgets: AccountBudgets;
  endpoint?: string;
};

/** What CloudWatch counts of API Gateway's calls: the metric `Count` of a stage. */
export class AwsGatewayCounters implements GatewayCounters {
  /** CloudWatch is told every minute, and may be told late. */
  readonly settlesWithin = 30 * 60_000;
  /** At the turn of an hour CloudWatch may count a call to the other one, and for single calls it does not vouch. */
  readonly tolerance = 0.001;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async count(
    at: Place,
    { places, signal, ...range }: { places: CountedPlace[] } & Range,
  ): Promise<GatewayCounts> {
    const reading = { ...at, priority: 'sweep' as const, signal };
    const named = await metricNames(this.#options.plane, reading, places);
    const found = named.flatMap(({ place, name }) =>
      'dimensions' in name ? [{ place, dimensions: name.dimensions }] : [],
    );
    const unknown = named.flatMap(({ place, name }) =>
      'why' in name ? [{ ...place, why: name.why }] : [],
    );
    const counts: GatewayCounts = { counts: [], unknown };
    for (let start = 0; start < found.length; start += MAX_QUERIES) {
      const some = found.slice(start, start + MAX_QUERIES);
      const read = await this.#read(at, some, { ...range, signal });
      counts.counts.push(...read.counts);
      counts.unknown.push(...read.unknown);
    }
    return counts;
  }

  async #read(at: Place, named: Named[], range: Range): Promise<GatewayCounts> {
    const { sessions, budgets, endpoint } = this.#options;
    const credentials = await sessions.get(at.account);
    const { signal } = range;
    const client = new CloudWatchClient({
      ...clientSettings,
      region: at.region,
      credentials,
      endpoint,
    });
    const permit = await budgets.acquire(at.account, at.region, {
      priority: 'sweep',
      signal,
    });
    let fault: unknown;
    try {
      return toCounts(named, await readResults(client, named, range));
    } catch (error) {
      fault = toFault(error);
      if (isExpired(fault)) {
        sessions.refused(at.account, credentials);
      }
      throw toCountingError(error, at, signal);
    } finally {
      permit.settle(isThrottling(fault) ? {} : undefined);
      client.destroy();
    }
  }
}

const idOf = (index: number) => `place${index}`;

const toQuery = ({ dimensions }: Named, index: number): MetricDataQuery => ({
  Id: idOf(index),
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApiGateway',
      MetricName: 'Count',
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    },
    Period: PERIOD_S,
    Stat: 'SampleCount',
  },
});

async function readResults(
  client: CloudWatchClient,
  named: Named[],
  { from, to, signal }: Range,
): Promise<MetricDataResult[]> {
  const pages = paginateGetMetricData(
    { client },
    {
      StartTime: new Date(from),
      EndTime: new Date(to),
      MetricDataQueries: named.map(toQuery),
    },
    { abortSignal: signal },
  );
  const results: MetricDataResult[] = [];
  for await (const { MetricDataResults = [] } of pages) {
    results.push(...MetricDataResults);
  }
  return results;
}

/** Of pages, the last one of a place says whether its calls are told in whole. */
function toCounts(named: Named[], results: MetricDataResult[]): GatewayCounts {
  const counts: GatewayCount[] = [];
  const unknown: GatewayCounts['unknown'] = [];
  named.forEach(({ place }, index) => {
    const own = results.filter(({ Id }) => Id === idOf(index));
    const status = own.at(-1)?.StatusCode ?? 'no answer';
    if (status !== 'Complete') {
      unknown.push({
        ...place,
        why: `CloudWatch did not tell all calls of API ${place.apiId} (${status}). It is asked again in some minutes.`,
      });
      return;
    }
    for (const { Timestamps = [], Values = [] } of own) {
      Timestamps.forEach((time, at) =>
        counts.push({ ...place, hour: time.getTime(), calls: Values[at] }),
      );
    }
  });
  return { counts, unknown };
}

function toCountingError(
  error: unknown,
  place: Place,
  signal: AbortSignal,
): unknown {
  const told = toGatewayError(toFault(error), place, signal);
  if (!(told instanceof GatewayError) || told === error) {
    return signal.aborted ? signal.reason : told;
  }
  const { account, region } = place;
  const where = `${region} of account ${account.accountId} (${account.alias})`;
  const { name, message } = error as Error;
  const text =
    told.reason === 'access-denied'
      ? `The trust role lacks cloudwatch:GetMetricData in ${where}. Update its stack to the current template, and see whether a service control policy or a permissions boundary forbids it.`
      : `CloudWatch in ${where} did not tell what it counted. It is asked again in some minutes.`;
  return new GatewayError(
    told.reason,
    `${text} AWS said: ${name}, ${message}`,
    error,
  );
}
