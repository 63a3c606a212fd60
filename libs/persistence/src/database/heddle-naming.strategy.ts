import { createHash } from 'node:crypto';
import { DefaultNamingStrategy } from 'typeorm';
import type { NamingStrategyInterface, Table, View } from 'typeorm';

/** PostgreSQL cuts longer names. */
const MAX_NAME = 63;

/**
 * Names that a person can predict, so that migrations are written by hand: columns in snake_case, `pk_<table>`,
 * `fk_<table>_<columns>`, `uq_<table>_<columns>`, `ix_<table>_<columns>`; a partial index ends in `_where`. Check and
 * exclusion constraints have no name to derive: entities name them.
 */
export class HeddleNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return [...prefixes, custom ?? property].map(snakeCase).join('_');
  }

  override joinColumnName(relation: string, referenced: string): string {
    return `${snakeCase(relation)}_${snakeCase(referenced)}`;
  }

  override primaryKeyName(table: Table | string): string {
    return named('pk', table, []);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return named('fk', table, columns);
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return named('uq', table, columns);
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return named('uq', table, columns);
  }

  override indexName(table: Table | View | string, columns: string[], where?: string): string {
    return named('ix', table, where ? [...columns, 'where'] : columns);
  }
}

function named(kind: string, table: Table | View | string, columns: readonly string[]): string {
  const path = typeof table === 'string' ? table : table.name;
  const name = [kind, path.slice(path.lastIndexOf('.') + 1), ...columns].join('_');
  if (name.length <= MAX_NAME) return name;
  const tail = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, MAX_NAME - tail.length - 1)}_${tail}`;
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}
