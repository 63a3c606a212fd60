import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIGURATION_PAGE, renderConfiguration } from '../../../../scripts/generate-configuration.mjs';

it('docs/configuration.md says what the configuration classes say (else: node scripts/generate-configuration.mjs)', () => {
  expect(readFileSync(CONFIGURATION_PAGE, 'utf8')).toBe(renderConfiguration());
});
