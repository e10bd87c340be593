// @ts-check

const BATCH = 500;
const BY_RULE = 'Approved by the rule of the product';

/** `api-key oaf_key_kT2v…`, as it was written until now. */
const CREDENTIAL = /^(api-key|initial-access-token|client-key) (.*)…$/;

/** @param {{ type: string, actor: string | null, reason: string | null }} event */
function typed({ type, actor, reason }) {
  if (type === 'approved' && actor === null && reason === BY_RULE) {
    return { type, reason: null, data: { rule: 'automatic' } };
  }
  const [, kind, prefix] = CREDENTIAL.exec(reason ?? '') ?? [];
  if (!type.startsWith('credential-') || !kind) {
    return undefined;
  }
  const isClientKey = kind === 'client-key' && type === 'credential-revoked';
  return {
    type: isClientKey ? 'client-key-revoked' : type,
    reason: null,
    data: { credential: { type: kind, prefix } },
  };
}

/**
 * What an event tells was text of the reason; it becomes data. MySQL commits each DDL statement by itself, so every
 * step is safe to repeat.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('subscription_events', 'data'))) {
    await knex.schema.alterTable('subscription_events', table => {
      table.text('data').comment('JSON: SubscriptionEventData of the contract');
    });
  }
  let last = 0;
  for (;;) {
    const events = await knex('subscription_events')
      .where('id', '>', last)
      .whereNull('data')
      .whereNotNull('reason')
      .orderBy('id')
      .limit(BATCH);
    if (events.length === 0) {
      return;
    }
    for (const event of events) {
      const change = typed(event);
      if (change) {
        await knex('subscription_events')
          .where({ id: event.id })
          .update({ ...change, data: JSON.stringify(change.data) });
      }
    }
    last = Number(events[events.length - 1].id);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('subscription_events', table => {
    table.dropColumn('data');
  });
};
