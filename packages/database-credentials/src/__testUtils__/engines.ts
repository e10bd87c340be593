import type { Knex } from 'knex';
import type { Engine } from './RotatingAccount';

async function dropDatabases(knex: Knex, names: string[], how = '') {
  for (const name of names) {
    await knex.raw(`drop database ??${how}`, [name]);
  }
}

const mysql: Engine = {
  client: 'mysql2',
  async createAccount(knex, user, password) {
    await knex.raw(`create user ?@'%' identified by ?`, [user, password]);
    await knex.raw(`grant all on \`${user}\\_%\`.* to ?@'%'`, [user]);
  },
  createDatabase: (knex, name) => knex.raw('create database ??', [name]),
  setPassword: (knex, user, password) =>
    knex.raw(`alter user ?@'%' identified by ?`, [user, password]),
  async disconnect(knex, user) {
    await knex.raw('kill soft connection user ?', [user]);
  },
  async countConnections(knex, user) {
    const [[{ count }]] = await knex.raw(
      'select count(*) as count from information_schema.processlist where user = ?',
      [user],
    );
    return Number(count);
  },
  async dropAccount(knex, user) {
    const [rows] = await knex.raw(
      'select schema_name as name from information_schema.schemata where schema_name like ?',
      [`${user}%`],
    );
    await dropDatabases(
      knex,
      rows.map(({ name }: { name: string }) => name),
    );
    await knex.raw(`drop user ?@'%'`, [user]);
  },
};

const postgres: Engine = {
  client: 'pg',
  createAccount: (knex, user, password) =>
    knex.raw(`create role ?? login createdb password '${password}'`, [user]),
  createDatabase: (knex, name, owner) =>
    knex.raw('create database ?? owner ??', [name, owner]),
  setPassword: (knex, user, password) =>
    knex.raw(`alter role ?? password '${password}'`, [user]),
  disconnect: (knex, user) =>
    knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where usename = ?',
      [user],
    ),
  async countConnections(knex, user) {
    const { rows } = await knex.raw(
      'select count(*) as count from pg_stat_activity where usename = ?',
      [user],
    );
    return Number(rows[0].count);
  },
  async dropAccount(knex, user) {
    const { rows } = await knex.raw(
      'select datname as name from pg_database where datname like ?',
      [`${user}%`],
    );
    await dropDatabases(
      knex,
      rows.map(({ name }: { name: string }) => name),
      // A pool that was closed may take a moment to be gone.
      ' with (force)',
    );
    await knex.raw('drop owned by ??', [user]);
    await knex.raw('drop role ??', [user]);
  },
};

/** By the prefix of an id of `TestDatabases`. */
export const engines: Record<string, Engine> = {
  MYSQL: mysql,
  POSTGRES: postgres,
};
