/** Texts by key, in the wire protocol's tree (§6.14). */
export interface Translation {
  readonly [key: string]: string | Translation;
}

/** English, for every key that Heddle's page and Chainlit's ask for: a text that is missing is shown as a gap. */
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
      feedback: {
        positive: 'This helped',
        negative: 'This did not help',
        edit: 'Change your feedback',
        dialog: {
          title: 'What do you think?',
          submit: 'Send feedback',
          yourFeedback: 'In your own words…',
        },
        status: { updating: 'Saving…', updated: 'Your feedback is saved' },
      },
    },
    commands: { button: 'Commands', changeTool: 'Pick another', availableTools: 'What there is' },
    favorites: {
      use: 'Use a favourite',
      headline: 'Favourites',
      remove: 'Not a favourite any more',
      empty: { title: 'No favourites yet', description: 'Mark a message with the star to find it here.' },
    },
    fileUpload: {
      dragDrop: 'Drop files here',
      browse: 'Choose files',
      sizeLimit: 'At most',
      actions: { cancelUpload: 'Stop the upload', removeAttachment: 'Leave it out' },
      errors: { failed: 'Could not be uploaded', cancelled: 'No longer uploading' },
    },
    history: { title: 'What you said before', show: 'Show it', empty: 'Nothing yet' },
    settings: { title: 'Settings', customize: 'These hold for this chat.' },
    speech: { start: 'Speak', stop: 'Stop listening', connecting: 'Connecting…' },
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
    thread: {
      untitled: 'Untitled chat',
      menu: { rename: 'Rename', share: 'Share', delete: 'Delete' },
      actions: {
        delete: {
          title: 'Delete this conversation?',
          description: 'Its messages and files are removed for good.',
          inProgress: 'Deleting…',
          success: 'Conversation deleted',
        },
        rename: {
          title: 'Rename the conversation',
          description: 'How it is listed from now on.',
          form: { name: { label: 'Name', placeholder: 'Its new name' } },
          inProgress: 'Renaming…',
          success: 'Conversation renamed',
        },
        share: {
          title: 'Share this conversation',
          button: 'Share',
          status: {
            created: 'There is a link now',
            copied: 'The link is copied',
            unshared: 'Not shared any more',
          },
          error: { create: 'The link could not be made', unshare: 'It is still shared: that failed' },
        },
      },
    },
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
    user: { menu: { settings: 'Settings', settingsKey: 'S', apiKeys: 'Your keys', logout: 'Sign out' } },
  },
  apiKeys: {
    title: 'Your keys',
    description: 'This app works with keys of your own. They are kept in this browser.',
    success: { saved: 'Saved' },
  },
  components: {
    MultiSelectInput: { placeholder: 'Choose…' },
    DatePickerInput: { placeholder: { single: 'Choose a day', range: 'Choose the days' } },
  },
  alerts: {
    'best-practice': 'Best practice',
    beta: 'Beta',
    caution: 'Caution',
    debug: 'Debug',
    example: 'Example',
    help: 'Help',
    idea: 'Idea',
    important: 'Important',
    info: 'Information',
    note: 'Note',
    pending: 'Pending',
    security: 'Security',
    success: 'Success',
    tip: 'Tip',
    warning: 'Warning',
  },
};
