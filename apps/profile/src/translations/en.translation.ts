/** Texts by key, in the wire protocol's tree (§6.14). */
export interface Translation {
  readonly [key: string]: string | Translation;
}

/** English, written for Heddle's page. */
export const TRANSLATION_EN: Translation = {
  common: {
    actions: {
      cancel: 'Cancel',
      confirm: 'Confirm',
      continue: 'Continue',
      goBack: 'Go back',
      reset: 'Reset',
      submit: 'Submit',
    },
    status: {
      loading: 'Loading…',
      error: { default: 'Something went wrong', serverConnection: 'The server cannot be reached' },
    },
  },
  auth: {
    login: {
      title: 'Sign in',
      form: {
        email: {
          label: 'User name',
          required: 'Please enter your user name',
          placeholder: 'you@example.com',
        },
        password: { label: 'Password', required: 'Please enter your password' },
        actions: { signin: 'Sign in' },
        alternativeText: { or: 'or' },
      },
      errors: {
        default: 'Signing in failed',
        signin: 'Try another way to sign in',
        oauthSignin: 'Try another way to sign in',
        redirectUriMismatch:
          'The redirect address does not match the one registered with the identity provider',
        oauthCallback: 'Try another way to sign in',
        oauthCreateAccount: 'Try another way to sign in',
        emailCreateAccount: 'Try another way to sign in',
        callback: 'Try another way to sign in',
        oauthAccountNotLinked: 'Sign in the way you did the first time',
        emailSignin: 'The e-mail could not be sent',
        emailVerify: 'Please verify your e-mail address first',
        credentialsSignin: 'User name or password is wrong',
        sessionRequired: 'Please sign in to see this page',
      },
    },
    provider: { continue: 'Continue with {{provider}}' },
  },
  chat: {
    input: {
      placeholder: 'Type your message…',
      actions: { send: 'Send message', stop: 'Stop', attachFiles: 'Attach files' },
    },
    messages: {
      status: { using: 'Using', used: 'Used' },
      actions: { copy: { button: 'Copy', success: 'Copied' } },
    },
    watermark: 'Answers may be wrong. Check what matters.',
  },
  threadHistory: {
    sidebar: {
      title: 'Past chats',
      filters: { search: 'Search', placeholder: 'Search chats…' },
      timeframes: {
        today: 'Today',
        yesterday: 'Yesterday',
        previous7days: 'Previous 7 days',
        previous30days: 'Previous 30 days',
      },
      empty: 'No chats yet',
      actions: { close: 'Close sidebar', open: 'Open sidebar' },
    },
    thread: { untitled: 'Untitled chat' },
  },
  navigation: {
    header: { chat: 'Chat', readme: 'Readme', theme: { light: 'Light', dark: 'Dark', system: 'System' } },
    newChat: {
      button: 'New chat',
      dialog: {
        title: 'Start a new chat?',
        description: 'This chat stays in your history.',
        tooltip: 'New chat',
      },
    },
    user: { menu: { settings: 'Settings', logout: 'Sign out' } },
  },
};
