import { Fn } from 'aws-cdk-lib';
import { isIceberg, StackParameters } from '../stack/StackParameters';

/** What is chosen when the log store is deployed. */
export class LogsParameters extends StackParameters {
  readonly linkedAccounts = this.list('LinkedAccounts', {
    label: 'Linked accounts',
    group: 'Sources',
    description:
      'Accounts that deliver their access log, separated by commas; this one, too, if it has APIs.',
    allowedPattern: '^[0-9]{12}$',
    constraintDescription: 'must be account ids of 12 digits',
  });

  readonly linkedRegions = this.list('LinkedRegions', {
    label: 'Regions',
    group: 'Sources',
    description: 'Regions that they deliver from, separated by commas.',
    allowedPattern: '^[a-z]{2,}(-[a-z]+)+-[0-9]+$',
    constraintDescription: 'must be names of Regions, such as eu-central-1',
  });

  readonly retention = this.number('Retention', {
    label: 'Retention',
    group: 'Storage',
    description:
      'Days for which the access log is kept; bills are checked against it.',
    default: 731,
    allowedValues: ['400', '731', '1096', '1827', '2557', '3653'],
  });

  readonly tableFormat = this.formatOfTable(
    'Iceberg: a table of Apache Iceberg, beside that of Parquet files, for streams of log-delivery that say so, too.',
  );

  readonly upkeep = this.yesOrNo('Upkeep', {
    label: 'Upkeep of the Iceberg table',
    group: 'Storage',
    description:
      'Whether AWS Glue joins its small files and forgets its former states; it costs by the time that takes.',
    default: 'yes',
  });

  readonly scanLimit = this.number('ScanLimit', {
    label: 'Limit of a query',
    group: 'Queries',
    description: 'Bytes that one query may read before Athena ends it.',
    default: 100_000_000_000,
    minValue: 10_000_000,
  });

  readonly crawlerSchedule = this.text('CrawlerSchedule', {
    label: 'Schedule of the crawler',
    group: 'Queries',
    description:
      'When a Glue crawler looks at the log, such as cron(0 2 * * ? *); empty: never, as the table needs none.',
    default: '',
    allowedPattern: '^$|^cron\\(.+\\)$',
    constraintDescription: 'must be cron(…), or empty',
  });

  readonly hasIceberg = this.when('HasIceberg', isIceberg(this.tableFormat));

  readonly hasUpkeep = this.when(
    'HasUpkeep',
    Fn.conditionAnd(
      isIceberg(this.tableFormat),
      Fn.conditionEquals(this.upkeep, 'yes'),
    ),
  );

  readonly hasCrawler = this.given('HasCrawler', this.crawlerSchedule);
}
