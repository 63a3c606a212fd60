import { describe, expect, it } from 'vitest';
import { AppManifestDto } from '#libs/contracts';
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
    expect(new AppsDirectory().appOffering(undefined)).toBeUndefined();
    expect(new AppsDirectory().appOffering('Sales')).toBeUndefined();
  });

  it('is the one that offers it, as the app’s newest announcement says', () => {
    const apps = new AppsDirectory();
    apps.learn(manifest('billing', '1', 'Invoices'));
    apps.learn(manifest('sales', '1', 'Sales'));
    expect(apps.appOffering('Sales')?.app).toBe('sales');
    apps.learn(manifest('sales', '2', 'Offers'));
    expect(apps.appOffering('Offers')).toMatchObject({ app: 'sales', version: '2' });
    expect(apps.appOffering('Invoices')?.app).toBe('billing');
  });

  it('is the first by name where no app offers it, several do, or none was picked', () => {
    const apps = new AppsDirectory();
    apps.learn(manifest('sales', '1', 'Both'));
    apps.learn(manifest('billing', '1', 'Both'));
    for (const profile of ['Both', 'Nobody’s', undefined])
      expect(apps.appOffering(profile)?.app).toBe('billing');
  });
});
