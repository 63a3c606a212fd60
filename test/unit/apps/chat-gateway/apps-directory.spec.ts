import { describe, expect, it } from 'vitest';
import { AppManifestDto, PersistedUserDto } from '#libs/contracts';
import { AppsDirectory } from '../../../../apps/chat-gateway/src/apps-directory/apps.directory.js';

const manifest = (app: string, version: string, ...profiles: string[]): AppManifestDto => ({
  ...new AppManifestDto(),
  app,
  version,
  ui: { name: app, description: '', cot: 'full' },
  profiles: profiles.map((name) => ({ name, markdownDescription: '' })),
  starters: [],
});

describe('the app behind a profile', () => {
  it('is none before any app announced itself', () => {
    expect(new AppsDirectory().appFor(undefined, undefined)).toBeUndefined();
    expect(new AppsDirectory().appFor('Sales', undefined)).toBeUndefined();
  });

  it('is the one that offers it, as the app’s newest announcement says', () => {
    const apps = new AppsDirectory();
    apps.learn(manifest('billing', '1', 'Invoices'));
    apps.learn(manifest('sales', '1', 'Sales'));
    expect(apps.appFor('Sales', undefined)?.app).toBe('sales');
    apps.learn(manifest('sales', '2', 'Offers'));
    expect(apps.appFor('Offers', undefined)).toMatchObject({ app: 'sales', version: '2' });
    expect(apps.appFor('Invoices', undefined)?.app).toBe('billing');
  });

  it('is the first by name where no app offers it, several do, or none was picked', () => {
    const apps = new AppsDirectory();
    apps.learn(manifest('sales', '1', 'Both'));
    apps.learn(manifest('billing', '1', 'Both'));
    for (const profile of ['Both', 'Nobody’s', undefined])
      expect(apps.appFor(profile, undefined)?.app).toBe('billing');
  });

  it('is the one of the default profile that the user may have, where none was picked', () => {
    const apps = new AppsDirectory();
    const offering = (app: string, roles?: string[]): AppManifestDto => ({
      ...manifest(app, '1'),
      profiles: [{ name: app, markdownDescription: '', default: true, ...(roles ? { roles } : {}) }],
    });
    apps.learn(manifest('archive', '1'));
    apps.learn(offering('billing', ['clerk']));
    apps.learn(offering('sales'));
    const clerk = { ...new PersistedUserDto(), identifier: 'ada', roles: ['clerk'] };
    expect(apps.appFor(undefined, undefined)?.app).toBe('sales');
    expect(apps.appFor(undefined, clerk)?.app).toBe('billing');
  });

  it('is one that decides its profiles for each user, where none declares it', () => {
    const apps = new AppsDirectory();
    apps.learn(manifest('billing', '1'));
    apps.learn({ ...manifest('sales', '1'), hooks: ['setChatProfiles'] });
    expect(apps.appFor('Directors', undefined)?.app).toBe('sales');
  });
});
