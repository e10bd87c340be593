import type { CostPartName } from './costParts';
import { awsPrices as prices } from './prices';

type CostPart = {
  part: CostPartName;
  /** US dollars a month. */
  amount: number;
};

/** Parameters of the stack by name, each with its value or default. */
export type StackValues = Record<string, string>;

type StackCosts = (values: StackValues, millions: number) => CostPart[];

const HOURS = 730;
/** Of an answer, and of a record of the access log, as it is sent and as it is kept. */
const ANSWER_GB = 4.77e-6;
const RECORD_GB = 0.477e-6;
const ROUNDED_RECORD_GB = 4.77e-6;
const KEPT_RECORD_GB = 0.1e-6;
const MILLION = 1e6;

const fixed = (
  part: CostPartName,
  count: number,
  { amount }: { amount: number },
) => ({
  part,
  amount: count * amount,
});

const alarms = (count: number) => fixed('alarms', count, prices.alarm);
const keys = (count: number) => fixed('keys', count, prices.kmsKey);

/** Each call brings a proof of its own, so API Gateway's cache is off. */
function authorizer(millions: number): CostPart {
  const seconds = millions * MILLION * 0.01;
  return {
    part: 'authorizer',
    amount:
      millions * prices.lambdaRequests.amount +
      seconds * 0.5 * prices.lambdaDuration.amount,
  };
}

/** What a hard quota adds: a write for each call of its plan. @returns US dollars @public */
export const hardQuotaCosts = (millions: number): number =>
  millions * prices.dynamoWrites.amount;

/** A web ACL of four rules. */
function firewall(millions: number): CostPart {
  return {
    part: 'firewall',
    amount:
      prices.wafAcl.amount +
      4 * prices.wafRule.amount +
      millions * prices.wafRequests.amount,
  };
}

function transfer(millions: number): CostPart {
  const gigabytes = Math.max(0, millions * MILLION * ANSWER_GB - 100);
  return {
    part: 'transfer',
    amount: gigabytes * prices.transferOut.amount,
  };
}

const gateway: StackCosts = ({ Firewall }, millions) => [
  {
    part: 'calls',
    amount: millions * prices.restRequests.amount,
  },
  authorizer(millions),
  ...(Firewall === 'yes' ? [firewall(millions)] : []),
  transfer(millions),
  keys(2),
  fixed('secrets', 1, prices.secret),
  alarms(8),
];

/** Each record counts as it is where it is appended to a table, and as 5 KB where it is turned into Parquet. */
const delivery = (TableFormat: string, millions: number): CostPart =>
  TableFormat === 'Iceberg'
    ? {
        part: 'icebergDelivery',
        amount: millions * MILLION * RECORD_GB * prices.firehoseIceberg.amount,
      }
    : {
        part: 'delivery',
        amount:
          millions *
          MILLION *
          ROUNDED_RECORD_GB *
          (prices.firehose.amount + prices.firehoseFormat.amount),
      };

const logDelivery: StackCosts = ({ HttpApis, TableFormat }, millions) => {
  const isHttp = HttpApis === 'yes';
  return [
    delivery(isHttp ? 'Parquet' : TableFormat, millions),
    ...(isHttp
      ? [
          {
            part: 'httpLog' as const,
            amount: millions * MILLION * RECORD_GB * prices.logIngestion.amount,
          },
        ]
      : []),
    alarms(isHttp ? 6 : 3),
  ];
};

const logs: StackCosts = ({ Retention, CrawlerSchedule }, millions) => {
  const gigabytes = millions * MILLION * KEPT_RECORD_GB;
  const months = Number(Retention) / 30.4;
  return [
    {
      part: 'storage',
      amount: gigabytes * months * prices.storage.amount,
    },
    {
      part: 'queries',
      amount: (gigabytes / 1000) * prices.athena.amount,
    },
    ...(CrawlerSchedule
      ? [
          {
            part: 'crawler' as const,
            amount: (2 * prices.crawler.amount * 30.4) / 6,
          },
        ]
      : []),
    keys(1),
  ];
};

const data: StackCosts = ({ MinCapacity, Standby }) => {
  const instances = Standby === 'yes' ? 2 : 1;
  return [
    {
      part: 'capacity',
      amount: instances * Number(MinCapacity) * HOURS * prices.aurora.amount,
    },
    keys(1),
    fixed('secrets', 1, prices.secret),
    alarms(2),
  ];
};

/** Processors and gigabytes of a task. */
const sizes: Record<string, [number, number]> = {
  small: [0.5, 2],
  medium: [1, 3],
  large: [2, 6],
};

const portal: StackCosts = ({ Size, MinTasks }) => {
  const [processors, gigabytes] = sizes[Size] ?? sizes.medium;
  const hour =
    processors * prices.fargateProcessor.amount +
    gigabytes * prices.fargateMemory.amount;
  return [
    { part: 'tasks', amount: Number(MinTasks) * hour * HOURS },
    fixed('loadBalancer', HOURS, prices.loadBalancer),
    keys(1),
    fixed('secrets', 2, prices.secret),
    alarms(3),
  ];
};

/** By the name of the stack's template; of a stack that is not among them nothing is known. */
export const stackCosts: Record<string, StackCosts> = {
  gateway,
  'log-delivery': logDelivery,
  logs,
  data,
  portal,
  notify: () => [keys(1)],
};
