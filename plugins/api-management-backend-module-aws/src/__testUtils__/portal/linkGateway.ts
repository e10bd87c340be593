import type { Knex } from 'knex';
import type { EmulatedGateway } from '../EmulatedGateway';

/** The account as after its verification, and its gateway as after the deployment: neither is what is tested. */
export async function linkGateway(
  knex: Knex,
  { gateway }: Pick<EmulatedGateway, 'gateway'>,
) {
  const { account, region, id, outputs } = gateway;
  const now = Date.now();
  await knex('account_links').insert({
    id: account.id,
    driver: account.driver,
    account_id: account.accountId,
    partition: account.partition,
    alias: account.alias,
    active_key: `${account.driver}:${account.accountId}`,
    external_id: account.trust!.externalId,
    role_arn: account.trust!.roleArn,
    state: 'verified',
    verification: 'passed',
    permission_sets: JSON.stringify(['import', 'provision']),
    available_regions: JSON.stringify(account.regions),
    version: 1,
    created_at: now,
    updated_at: now,
  });
  await knex('account_regions').insert({
    account_link_id: account.id,
    region,
    api_count: 0,
    fresh: false,
  });
  await knex('stacks').insert({
    id,
    stack_key: `${account.driver}:${account.accountId}/${region}/oaf-gateway`,
    account_link_id: account.id,
    region,
    name: 'oaf-gateway',
    stack_id: `arn:aws:cloudformation:${region}:${account.accountId}:stack/oaf-gateway/1`,
    template: 'gateway',
    template_hash: 'hash',
    parameters: '{}',
    outputs: JSON.stringify(outputs),
    deployment_id: 'deployment',
    changed_at: now,
    changed_by: 'user:default/ada',
  });
}
