import { describe, expect, it } from 'vitest';
import { uploadRules } from '../../../apps/session/src/files/upload-rules.js';

describe('the rules for uploads', () => {
  it('count sizes in MiB, 100 unless said otherwise', () => {
    expect(uploadRules({}).maxBytes).toBe(100 * 1024 * 1024);
    expect(uploadRules({ maxSizeMb: 0.5 }).maxBytes).toBe(512 * 1024);
  });
});
