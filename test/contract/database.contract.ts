import { Test } from '@nestjs/testing';
import { getRepositoryToken } from '@nestjs/typeorm';
import { Column, DataSource, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner, Relation, Repository } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseModule, openDatabase, schemaDrift, TenantColumns } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { TestDatabase } from '../support/database/test-database.js';

@Entity('looms')
@Index(['tenantId', 'shedCount'], { unique: true })
class Loom extends TenantColumns {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'integer' })
  shedCount: number;

  @ManyToOne(() => Loom)
  parentLoom?: Relation<Loom> | null;
}

class CreateLooms1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE weaving.looms (
        id uuid CONSTRAINT pk_looms PRIMARY KEY,
        tenant_id text NOT NULL DEFAULT 'default',
        shed_count integer NOT NULL,
        parent_loom_id uuid CONSTRAINT fk_looms_parent_loom_id REFERENCES weaving.looms,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX ix_looms_tenant_id_shed_count ON weaving.looms (tenant_id, shed_count)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE weaving.looms');
  }
}

class AddNothingTwice1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE weaving.half_done (id integer)');
    await runner.query('SELECT no_such_function()');
  }

  async down(): Promise<void> {}
}

const schema = { schema: 'weaving', entities: [Loom], migrations: [CreateLooms1764000000000] };

/** What services rely on from a database, embedded or a server of one's own. */
export function describeDatabase(name: string, open: () => Promise<TestDatabase>): void {
  describe(`database: ${name}`, () => {
    let database: TestDatabase;
    beforeAll(async () => (database = await open()));
    afterAll(() => database.drop());

    it('brings an empty database up to date once when replicas start together', async () => {
      const replicas = await Promise.all([1, 2, 3].map(() => openDatabase({ ...schema, url: database.url })));
      const applied: unknown = await replicas[0]!.query('SELECT name FROM weaving.migrations');
      expect(applied).toEqual([{ name: 'CreateLooms1764000000000' }]);
      await Promise.all(replicas.map((replica) => replica.destroy()));
    });

    it('finds no difference between entities and migrations whose names follow the rules', async () => {
      const dataSource = await openDatabase({ ...schema, url: database.url });
      expect(await schemaDrift(dataSource)).toEqual([]);
      await dataSource.query('ALTER TABLE weaving.looms DROP COLUMN shed_count');
      expect((await schemaDrift(dataSource)).join('\n')).toContain('"shed_count"');
      await dataSource.query('ALTER TABLE weaving.looms ADD shed_count integer NOT NULL DEFAULT 0');
      await dataSource.destroy();
    });

    it('leaves nothing of a migration that fails', async () => {
      const migrations = [...schema.migrations, AddNothingTwice1764000000001];
      await expect(openDatabase({ ...schema, migrations, url: database.url })).rejects.toThrow(
        'no_such_function',
      );
      const dataSource = await openDatabase({ ...schema, url: database.url });
      expect(await dataSource.query("SELECT to_regclass('weaving.half_done') AS name")).toEqual([
        { name: null },
      ]);
      await dataSource.destroy();
    });

    it('says which server it waited for in vain, and not its password', async () => {
      const away = 'postgres://heddle:hush@127.0.0.1:1/heddle';
      const failure = openDatabase({ ...schema, url: away, patienceMs: 300 });
      await expect(failure).rejects.toThrow(/127\.0\.0\.1:1\/heddle cannot be used: .*ECONNREFUSED/);
      await expect(failure).rejects.not.toThrow(/hush/);
      await expect(failure).rejects.toBeInstanceOf(DomainError);
    });

    it('does not wait when waiting cannot help', async () => {
      const url = new URL(database.url);
      url.pathname = '/no_such_database';
      await expect(openDatabase({ ...schema, url: url.href })).rejects.toThrow(
        /no_such_database.* does not exist/,
      );
    });

    it('gives each service of a process its own data source and repositories', async () => {
      const build = (name: string) =>
        Test.createTestingModule({
          imports: [
            DatabaseModule.forRoot({ url: database.url, schema: name, entities: [Loom], migrations: [] }),
          ],
        }).compile();
      const [first, second] = await Promise.all([build('first'), build('second')]);
      const schemaOf = (app: typeof first): string | undefined => {
        const looms = app.get<Repository<Loom>>(getRepositoryToken(Loom));
        expect(looms.manager.dataSource).toBe(app.get(DataSource));
        return looms.metadata.schema;
      };
      expect([schemaOf(first), schemaOf(second)]).toEqual(['first', 'second']);
      const closing = first.get(DataSource);
      await first.close();
      expect(closing.isInitialized).toBe(false);
      await second.close();
    });
  });
}
