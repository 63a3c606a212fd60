import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { getDataSourceToken, getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { openDatabase } from './open-database.js';
import type { DatabaseOptions } from './open-database.js';

/**
 * A service's database, for the whole service: inject `DataSource`, or `@InjectRepository(Entity)` for any of the
 * entities. Opened (see {@link openDatabase}) while the application is built, closed at its shutdown after
 * everything that uses it.
 */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    // Nest keeps the names of data sources for the whole process, and several services may live in one.
    const name = `${options.schema}-${randomUUID()}`;
    const dataSource: Provider = { provide: DataSource, useExisting: getDataSourceToken(name) };
    const repositories = options.entities.map((entity): Provider => ({
      provide: getRepositoryToken(entity),
      useFactory: (source: DataSource) => source.getRepository(entity),
      inject: [DataSource],
    }));
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          name,
          useFactory: () => ({ toRetry: () => false }),
          dataSourceFactory: () => openDatabase(options),
        }),
      ],
      providers: [dataSource, ...repositories],
      exports: [dataSource, ...repositories],
    };
  }
}
