/**
 * How everything that writes to the plugin's database does so: transactions that are run again, migrations that wait
 * for another replica, and what a failing database may tell.
 *
 * @packageDocumentation
 */
export * from './databaseErrors';
export * from './transaction';
export * from './inTurn';
export * from './NewerSchemaError';
export * from './migrate';
