import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  heddle,
  newFolder,
  removeFolders,
  StandaloneProcess,
} from '../../medium/standalone/standalone-process.js';
import type { Settings } from '../../medium/standalone/standalone-process.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** Who can sign in. */
const USERS = {
  ada: { displayName: 'Ada', metadata: { role: 'admin', preferences: { theme: 'dark' } } },
  grace: { displayName: 'Grace', metadata: { role: 'member' } },
};

export type ExampleUser = keyof typeof USERS;

/** One of the examples on a standalone of the file's own, where users sign in. */
export interface ExampleApp {
  /** There once tests run. */
  readonly url: string;
  /** Signs in by the form that a page shows, the way Heddle's page names its fields unless told otherwise. */
  signIn(page: Page, user: ExampleUser, fields?: SignInFields): Promise<void>;
}

export interface SignInFields {
  readonly name: string;
  readonly password: string;
}

const OWN_FIELDS: SignInFields = { name: '[name=username]', password: '[name=password]' };

/** @param settings more of standalone's settings, as they are when it starts */
export function exampleApp(name: string, settings: () => Settings = () => ({})): ExampleApp {
  const passwords = new Map<ExampleUser, string>();
  let standalone: StandaloneProcess;

  beforeAll(async () => {
    const HEDDLE_DATA = newFolder();
    const HEDDLE_APP = join(EXAMPLES, name, 'app.ts');
    standalone = await StandaloneProcess.serving({
      HEDDLE_APP,
      HEDDLE_DATA,
      HEDDLE_AUTH: 'on',
      ...settings(),
    });
    for (const [user, { displayName, metadata }] of Object.entries(USERS)) {
      const password = randomBytes(12).toString('base64url');
      const about = ['--display-name', displayName, '--metadata', JSON.stringify(metadata)];
      const args = ['user', 'add', user, ...about, '--password-stdin'];
      const { status, stderr } = heddle(args, { HEDDLE_DATA }, `${password}\n`);
      expect([status, stderr]).toEqual([0, '']);
      passwords.set(user as ExampleUser, password);
    }
  });

  afterAll(async () => {
    await standalone.end('SIGTERM');
    removeFolders();
  });

  return {
    get url(): string {
      return standalone.url;
    },
    async signIn(page, user, fields = OWN_FIELDS) {
      await page.locator(fields.name).fill(user);
      await page.locator(fields.password).fill(passwords.get(user) ?? '');
      await page.locator(fields.password).press('Enter');
      await page.locator(fields.password).waitFor({ state: 'detached' });
    },
  };
}
