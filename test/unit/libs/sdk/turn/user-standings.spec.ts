import { beforeEach, describe, expect, it } from 'vitest';
import type { PersistedUserDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { UserStandings } from '../../../../../libs/sdk/src/turn/user-standings.js';
import { someUser } from '../../../../support/sdk/chat-bench.js';
import { MovableClock } from '../../../../support/session/movable-clock.js';

const user = someUser({ roles: ['admin'], groups: ['staff'], metadata: { theme: 'dark' } });

let clock: MovableClock;
let standings: UserStandings;
let auth: () => PersistedUserDto | undefined;
let asked: number;

beforeEach(() => {
  clock = new MovableClock();
  asked = 0;
  auth = () => user;
  const ask = async (): Promise<object> => {
    asked += 1;
    const found = auth();
    return found ? { user: found } : {};
  };
  standings = new UserStandings({ ask: ask as never }, clock);
});

describe('the standing of a user', () => {
  it('is what auth says, whatever their session says; the rest stays as the session has it', async () => {
    auth = () => ({ ...user, roles: ['editor'], groups: [], metadata: {} });
    expect(await standings.current(user)).toEqual({ ...user, roles: ['editor'], groups: [] });
  });

  it('is not asked for again for three seconds when it is as the session says', async () => {
    await standings.current(user);
    auth = () => ({ ...user, roles: [] });
    expect((await standings.current(user)).roles).toEqual(['admin']);
    clock.advance(3_001);
    expect((await standings.current(user)).roles).toEqual([]);
    expect(asked).toBe(2);
  });

  it('is asked for at once for a session that says something newer', async () => {
    await standings.current({ ...user, roles: [] });
    auth = () => ({ ...user, roles: ['editor'] });
    expect((await standings.current({ ...user, roles: ['editor'] })).roles).toEqual(['editor']);
  });

  it('is what was known last while auth is away, which is not asked all the time', async () => {
    auth = () => ({ ...user, roles: [] });
    await standings.current(user);
    auth = () => {
      throw new DomainError('timeout', 'nobody answered');
    };
    clock.advance(3_001);
    expect((await standings.current(user)).roles).toEqual([]);
    expect((await standings.current(user)).roles).toEqual([]);
    expect((await standings.current(someUser({ roles: ['new'] }))).roles).toEqual(['new']);
    expect(asked).toBe(2);
    clock.advance(3_001);
    await standings.current(user);
    expect(asked).toBe(3);
  });

  it('is the session’s for users whom auth does not know', async () => {
    auth = () => undefined;
    expect(await standings.current(user)).toEqual(user);
  });
});
