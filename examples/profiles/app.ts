import { AskFileMessage, defineChatApp, Message, serviceStatus } from 'heddle';
import type { ChatProfile, User } from 'heddle';

const ASSISTANT: ChatProfile = {
  name: 'assistant',
  displayName: 'Assistant',
  default: true,
  icon: 'message-circle',
  markdownDescription: 'Helps with **everyday questions**.',
  starters: [
    { label: 'How does this work?', message: 'What can you help me with?', icon: 'help-circle' },
    { label: 'Write some code', message: 'Write a function that reverses a list.', icon: 'code' },
  ],
};

const ANALYST: ChatProfile = {
  name: 'analyst',
  displayName: 'Analyst',
  icon: 'bar-chart-3',
  markdownDescription: 'Reads **your data**: CSV, JSON or text.',
  starters: [
    { label: 'Find the trend', message: 'Here is my data: what is the trend?', icon: 'trending-up' },
    { label: 'Show the shares', message: 'Upload a file and show me the shares.', icon: 'pie-chart' },
  ],
};

const ADMIN: ChatProfile = {
  name: 'admin',
  displayName: 'Administrator',
  icon: 'settings',
  markdownDescription: 'Looks after **this deployment**. Administrators only.',
  starters: [{ label: 'How are the services?', message: '/status', icon: 'activity' }],
};

const GREETINGS: Readonly<Record<string, string>> = {
  assistant: 'Hello! Ask me anything.',
  analyst: 'Hello! Upload a file, or tell me about your data.',
  admin: 'Hello, administrator. /status says how the services are.',
};

/** Ways to talk to one app: who sees which, what each of them does. */
export default defineChatApp({
  name: 'profiles',
  ui: { name: 'Profiles', description: 'Ways to talk to one app.' },

  setChatProfiles: (user) => (isAdmin(user) ? [ASSISTANT, ANALYST, ADMIN] : [ASSISTANT, ANALYST]),

  onChatStart: (ctx) => GREETINGS[ctx.chatProfile ?? ''] ?? 'Hello! Pick a profile to begin.',

  async onMessage({ content }, ctx) {
    if (ctx.chatProfile === 'analyst' && /upload|data/i.test(content)) await readFile();
    if (ctx.chatProfile === 'admin' && content.trim() === '/status') await showStatus();
    return `[${ctx.chatProfile ?? 'none'}] Processing: ${content}`;
  },
});

async function readFile(): Promise<void> {
  const files = await new AskFileMessage({
    content: 'Which file shall I read?',
    accept: ['text/csv', 'application/json', 'text/plain'],
  }).send();
  const file = files?.[0];
  if (!file) {
    await new Message('No file came. Ask again when you have one.').send();
    return;
  }
  const lines = (await file.text()).split('\n').filter((line) => line.trim() !== '');
  await new Message(`Got ${file.name}: ${file.size} bytes of ${file.type}.`).send();
  await new Message(`It has ${lines.length} lines and begins with "${lines[0] ?? ''}".`).send();
}

async function showStatus(): Promise<void> {
  const rows = (await serviceStatus()).map(
    ({ service, state, instance }) => `| ${service} | ${state} | ${instance ?? '–'} |`,
  );
  await new Message(['| service | state | answered by |', '| --- | --- | --- |', ...rows].join('\n')).send();
}

function isAdmin(user: User | undefined): boolean {
  return user?.metadata['role'] === 'admin';
}
