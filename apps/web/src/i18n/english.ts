import type { TranslationTree } from '../chat-client/fetch-translations.js';

/** The page's own words, under Chainlit's key names where it has one and under `heddle` where it has none. */
export const english: TranslationTree = {
  common: {
    actions: { cancel: 'Cancel', confirm: 'Confirm', continue: 'Continue', goBack: 'Go back' },
    status: {
      loading: 'Loading…',
      error: { default: 'Something went wrong', serverConnection: 'Could not reach the server' },
    },
  },
  auth: {
    login: {
      title: 'Sign in to continue',
      form: {
        email: {
          label: 'Email or username',
          required: 'Enter your email or username',
          placeholder: 'you@example.com',
        },
        password: { label: 'Password', required: 'Enter your password' },
        actions: { signin: 'Sign in' },
        alternativeText: { or: 'or' },
      },
      errors: {
        default: 'Unable to sign in. Try again.',
        signin: 'Try signing in with a different account.',
        oauthSignin: 'Try signing in with a different account.',
        redirectUriMismatch: 'The redirect address does not match the one registered with the provider.',
        oauthCallback: 'The provider did not complete the sign-in. Try again.',
        oauthCreateAccount: 'The provider account could not be linked.',
        emailCreateAccount: 'The account could not be created.',
        callback: 'The sign-in was interrupted. Try again.',
        oauthAccountNotLinked: 'Sign in with the account you used before.',
        emailSignin: 'The e-mail could not be sent.',
        emailVerify: 'Verify your e-mail address first.',
        credentialsSignin: 'The username or password is not right.',
        sessionRequired: 'Sign in to see this page.',
      },
    },
    provider: { continue: 'Continue with {{provider}}' },
  },
  chat: {
    input: {
      placeholder: 'Message {{app}}…',
      actions: { send: 'Send message', stop: 'Stop answering' },
    },
    messages: {
      status: { using: 'Using', used: 'Used' },
      actions: { copy: { button: 'Copy', success: 'Copied' } },
    },
    watermark: 'Answers can be wrong. Check what matters.',
  },
  threadHistory: {
    sidebar: {
      title: 'Conversations',
      filters: { search: 'Search', placeholder: 'Search conversations' },
      timeframes: {
        today: 'Today',
        yesterday: 'Yesterday',
        previous7days: 'Previous 7 days',
        previous30days: 'Previous 30 days',
      },
      empty: 'No conversations yet',
      actions: { close: 'Close sidebar', open: 'Open sidebar' },
    },
    thread: {
      untitled: 'Untitled conversation',
      menu: { rename: 'Rename', delete: 'Delete' },
      actions: {
        delete: {
          title: 'Delete this conversation?',
          description: 'Its messages and files are removed for good.',
          success: 'Conversation deleted',
        },
        rename: {
          title: 'Rename the conversation',
          form: { name: { label: 'Name' } },
          success: 'Conversation renamed',
        },
      },
    },
  },
  navigation: {
    header: { theme: { light: 'Light', dark: 'Dark', system: 'System' } },
    newChat: {
      button: 'New chat',
      dialog: {
        title: 'Start a new chat?',
        description: 'The current conversation ends here.',
        tooltip: 'New chat',
      },
    },
    user: { menu: { logout: 'Sign out' } },
  },
  heddle: {
    connection: {
      reconnecting: 'Reconnecting…',
      caughtUp: 'Caught up',
      refused: 'The server refused the connection.',
      retry: 'Try again',
      settings: 'The app’s settings could not be loaded.',
    },
    delivery: {
      unsent: 'Not sent yet. It goes out as soon as the connection is back.',
      waiting: 'Your message is saved. Waiting for the assistant…',
      refused: 'The message was not accepted.',
      retry: 'Send again',
    },
    conversation: {
      label: 'Conversation',
      thinking: 'Thinking…',
      you: 'You said',
      answer: '{{name}} said',
      latest: 'Jump to the latest message',
      opening: 'Opening the conversation…',
      readOnly: 'This conversation can be read, not continued.',
      notFound: 'This conversation does not exist, or is not yours.',
      resumeFailed: 'The conversation could not be reopened: {{reason}}',
      stopped: 'Stopped',
    },
    steps: { input: 'Input', output: 'Output', failed: 'Failed', running: 'Running' },
    code: { copy: 'Copy code', block: 'Code, {{language}}' },
    table: { label: 'Table' },
    task: { done: 'Done', open: 'To do' },
    empty: { greeting: 'How can I help?', starters: 'Suggestions' },
    profile: {
      choose: 'Assistant: {{name}}',
      switch: 'Switch to {{name}}?',
      description: 'This starts a new chat. The current conversation ends here.',
    },
    history: {
      noMatch: 'Nothing matches “{{search}}”',
      failed: 'The conversations could not be loaded.',
      menu: 'More about “{{name}}”',
      label: 'Conversations',
    },
    theme: { label: 'Theme' },
    user: { menu: 'Account of {{name}}' },
    skip: 'Skip to the message field',
    elements: {
      download: 'Download {{name}}',
      open: 'Open {{name}}',
      failed: 'The file could not be loaded.',
    },
    feedback: { helpful: 'Helpful', notHelpful: 'Not helpful', failed: 'Your rating could not be saved.' },
  },
};
