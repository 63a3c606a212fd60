import { ChainlitContext, ClientError, useAuth } from '@chainlit/react-client';
import { useCallback, useContext } from 'react';

export interface Account {
  readonly identifier: string;
  readonly displayName: string;
  readonly imageUrl: string | undefined;
}

export interface SignInMethods {
  readonly password: boolean;
  readonly header: boolean;
  readonly providers: readonly { id: string; url: string }[];
}

/**
 * Who is signed in, and how to sign in or out. Whoever signs in loads the page anew; the code of a refused sign-in is
 * thrown as `SignInError`.
 */
export function useAccount() {
  const api = useContext(ChainlitContext);
  const { data, user, isReady, isAuthenticated, setUserFromAPI } = useAuth();

  const signIn = useCallback(
    async (username: string, password: string): Promise<void> => {
      const form = new FormData();
      form.append('username', username);
      form.append('password', password);
      await refusalAsCode(() => api.passwordAuth(form));
    },
    [api],
  );

  const signInByHeader = useCallback(async (): Promise<void> => {
    await refusalAsCode(() => api.headerAuth());
  }, [api]);

  const signOut = useCallback(async (): Promise<void> => {
    await api.logout();
    // A fresh page is the only state that surely holds nothing of the user who left.
    window.location.assign(`${api.httpEndpoint}/`);
  }, [api]);

  const account: Account | undefined = user
    ? {
        identifier: user.identifier,
        displayName: user.display_name || user.identifier,
        imageUrl: user.metadata?.image,
      }
    : undefined;
  const methods: SignInMethods = {
    password: data?.passwordAuth ?? false,
    header: data?.headerAuth ?? false,
    providers: (data?.oauthProviders ?? []).map((id) => ({ id, url: api.getOAuthEndpoint(id) })),
  };

  return {
    isReady,
    isSignedIn: isAuthenticated,
    account,
    methods,
    signIn,
    signInByHeader,
    refresh: setUserFromAPI,
    signOut,
  };
}

export class SignInError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

async function refusalAsCode(request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    const isRefusal = error instanceof ClientError && error.status < 500;
    throw new SignInError(isRefusal ? (error.detail ?? 'credentialssignin') : 'default');
  }
}
