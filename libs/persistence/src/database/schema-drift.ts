import type { DataSource } from 'typeorm';

/**
 * What would have to be done to the tables to make them what the entities say; empty when the migrations and the
 * entities agree. For a test in every service.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const difference = await dataSource.driver.createSchemaBuilder().log();
  return difference.upQueries.map(({ query }) => query);
}
