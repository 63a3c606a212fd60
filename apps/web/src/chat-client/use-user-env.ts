import { useCallback, useState } from 'react';
import type { Project } from './project.js';
import { useConnection } from './use-connection.js';
import { readUserEnv, wantedOf, writeUserEnv, type UserEnv } from './user-env.js';

/** A refusal of the handshake that other values of the user's own would mend (wire protocol §3.2). */
const REFUSAL = /^Missing user environment variables?(?:: (\S+))?/;

/** The keys that an app wants from its user. While `isMissing`, there is no session to be had. */
export function useUserEnv({ userEnvKeys }: Project) {
  const { phase, reason } = useConnection();
  const [env, setEnv] = useState(readUserEnv);
  // Kept until it is answered: the connection that brought it is over by then.
  const [refusal, setRefusal] = useState<string>();

  // What the server asked for besides: an app may want other keys by now than when the page was loaded.
  const [extra, setExtra] = useState<readonly string[]>([]);

  const refused = phase === 'refused' ? REFUSAL.exec(reason ?? '') : null;
  if (refused !== null && refusal === undefined) {
    setRefusal(refused[0]);
    setExtra((old) => (refused[1] === undefined ? old : [...old, refused[1]]));
  }

  const keys = [...new Set([...userEnvKeys, ...extra])];
  const values = wantedOf(env, keys);

  const save = useCallback((next: UserEnv): void => {
    setRefusal(undefined);
    setEnv((old) => {
      const all = { ...old, ...next };
      writeUserEnv(all);
      return all;
    });
  }, []);

  const isRefused = refusal !== undefined;
  return { keys, values, isRefused, isMissing: isRefused || keys.some((key) => !values[key]), save };
}
