const DAY = 86_400_000;

/** @param {import('knex').Knex} knex */
async function addTime(knex, column) {
  if (!(await knex.schema.hasColumn('credentials', column))) {
    await knex.schema.alterTable('credentials', table => {
      table.bigInteger(column);
    });
  }
}

/**
 * MySQL commits each DDL statement by itself, so every step is safe to repeat.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // When a successor was issued; the key goes on until expires_at.
  await addTime(knex, 'replaced_at');
  // When the temporary password enrolled, as the gateway told.
  await addTime(knex, 'used_at');
  // Until now every superseded key overlapped for a day.
  await knex('credentials')
    .where({ state: 'rotating' })
    .whereNull('replaced_at')
    .whereNotNull('expires_at')
    .update({ replaced_at: knex.raw('expires_at - ?', [DAY]) });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('credentials', table => {
    table.dropColumn('used_at');
    table.dropColumn('replaced_at');
  });
};
