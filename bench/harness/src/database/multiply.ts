import type { Database } from 'better-sqlite3';

const columnsOf = (database: Database, table: string): string[] =>
  database
    .prepare<[], { name: string }>(`pragma table_info(${table})`)
    .all()
    .map(({ name }) => name);

/** Rows like those of one subscription, but for what must differ: SQL by column, in which `n` is the number of the copy. */
function copy(
  database: Database,
  table: string,
  options: { where: string; count: number; differ: Record<string, string> },
) {
  const { where, count, differ } = options;
  const columns = columnsOf(database, table);
  const values = columns.map(name => differ[name] ?? `"${name}"`);
  database.exec(
    `insert into ${table} (${columns.map(name => `"${name}"`)})
     with recursive copies(n) as (
       select 1 union all select n + 1 from copies where n < ${count}
     )
     select ${values} from copies, ${table} where ${where}`,
  );
}

const numbered = (column: string) => `${column} || '-' || n`;

/** Makes so many subscriptions more like one that there is: active, with its credentials, and unchanged. */
export function multiply(database: Database, id: string, count: number) {
  const ofSubscription = `subscription_id = '${id}'`;
  const own = { subscription_id: numbered('subscription_id') };
  database.transaction(() => {
    copy(database, 'applications', {
      count,
      where: `id = (select application_id from subscriptions where id = '${id}')`,
      differ: { id: numbered('id') },
    });
    copy(database, 'subscriptions', {
      count,
      where: `id = '${id}'`,
      differ: {
        id: numbered('id'),
        client_id: numbered('client_id'),
        application_id: numbered('application_id'),
        live_key: numbered('live_key'),
      },
    });
    copy(database, 'credentials', {
      count,
      where: ofSubscription,
      differ: { ...own, id: numbered('id') },
    });
    copy(database, 'grants', { count, where: ofSubscription, differ: own });
    copy(database, 'grant_targets', {
      count,
      where: ofSubscription,
      differ: own,
    });
  })();
}
