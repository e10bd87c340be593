import {
  awsPrices,
  awsPricesAsOf,
  type CostEstimate,
  estimateCosts,
  estimatedMillions,
  hardQuotaCosts,
} from '@oaf/backstage-plugin-api-management-common';
import { parametersOf } from './parametersOf';

const money = (amount: number) =>
  amount === 0 ? '0' : amount.toFixed(amount < 100 ? 2 : 0);

const row = (cells: Array<string | number>) => `| ${cells.join(' | ')} |`;

function section(name: string, { parts, totals }: CostEstimate) {
  return [
    `### ${name}`,
    '',
    row(['', ...estimatedMillions.map(millions => `${millions} M`)]),
    row(['---', ...estimatedMillions.map(() => '--:')]),
    ...parts.map(({ part, amounts }) => row([part, ...amounts.map(money)])),
    row(['**all**', ...totals.map(total => `**${money(total)}**`)]),
    '',
  ];
}

/** `docs/costs.md`: what each stack costs a month as its template is, by the code that estimates it in the portal. */
export function costsPage(names: readonly string[]): string {
  const sections = names.flatMap(name => {
    const estimate = estimateCosts(
      { name, parameters: parametersOf(name) },
      {},
    );
    return estimate ? section(name, estimate) : [];
  });
  return [
    '# What the AWS stacks cost',
    '',
    `US dollars a month at 1, 10 and 100 million calls a month, as the templates of \`@oaf/infrastructure\` are by default: list prices of US East (N. Virginia) in ${awsPricesAsOf}, without free tiers but the first 100 GB of data out. The same code estimates with the chosen parameters before something is deployed. Written by \`yarn workspace @oaf/infrastructure templates\`; a test fails when the code says something else.`,
    '',
    'An estimate leaves out what depends on the consumers: rows of DynamoDB, storage and requests of the database, people who sign in by Amazon Cognito, mails. Answers are taken to have 5 KB, records of the access log 0.5 KB (100 bytes as Parquet).',
    '',
    '## Stacks',
    '',
    ...sections,
    '## What a plan adds',
    '',
    'Beside the stack `gateway`, for the calls of that plan alone.',
    '',
    row(['', ...estimatedMillions.map(millions => `${millions} M`)]),
    row(['---', ...estimatedMillions.map(() => '--:')]),
    row([
      'Hard quota: a write to DynamoDB for each call',
      ...estimatedMillions.map(millions => money(hardQuotaCosts(millions))),
    ]),
    '',
    `A KMS key for each subscription: ${money(
      awsPrices.kmsKey.amount,
    )} for each subscription and month, whatever is called, and for 10,000 key pairs that consumers have made ${money(
      awsPrices.kmsKeyPairs.amount,
    )}. A key that waits for its deletion costs nothing.`,
    '',
    '## What is computed from what',
    '',
    'An amount is a price below times what the template has of it, 730 hours a month. Calls, authorizer (512 MB for 10 ms, each call), firewall, delivery and data out grow with the calls; keys, secrets and alarms are counted in the template. The firewall is one web ACL with four rules, and each call is looked at. Capacity of the database and tasks of the portal are the least that the parameters allow; capacity units of the load balancer, the upkeep of an Iceberg table by AWS Glue, traffic between zones and NAT are left out. Calls are counted at the price of the first 333 million.',
    '',
    '## Prices',
    '',
    'Marked with †: a list price of AWS that no second source confirmed.',
    '',
    row(['US dollars', 'for', 'source']),
    row(['--:', '---', '---']),
    ...Object.values(awsPrices).map(({ amount, per, source, confirmed }) =>
      row([amount, confirmed ? per : `${per} †`, `<${source}>`]),
    ),
    '',
  ].join('\n');
}
