import { describe, expect, it } from 'vitest';
import { mayUse } from '#libs/contracts';

const user = { roles: ['editor', 'admin'], groups: ['finance'] };
const nobody = { roles: [], groups: [] };

describe('who may use a profile', () => {
  it.each([{}, { roles: [] }, { roles: [], groups: [] }])('everybody, when it is %j', (profile) => {
    expect(mayUse(profile, undefined)).toBe(true);
    expect(mayUse(profile, nobody)).toBe(true);
  });

  it('who has one of its roles, or is in one of its groups', () => {
    expect(mayUse({ roles: ['admin', 'owner'] }, user)).toBe(true);
    expect(mayUse({ groups: ['finance'] }, user)).toBe(true);
    expect(mayUse({ roles: ['owner'], groups: ['finance'] }, user)).toBe(true);
  });

  it('nobody else, guests least of all', () => {
    expect(mayUse({ roles: ['owner'], groups: ['sales'] }, user)).toBe(false);
    // A role is no group of the same name.
    expect(mayUse({ groups: ['admin'] }, user)).toBe(false);
    expect(mayUse({ roles: ['admin'] }, nobody)).toBe(false);
    expect(mayUse({ roles: ['admin'] }, undefined)).toBe(false);
  });
});
