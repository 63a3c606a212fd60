import { ChatSettings, createAccessor, defineChatApp, Select, Switch, userSession } from 'heddle';
import type { ChatContext, IncomingMessage, ThreadDict } from 'heddle';

type Preferences = { language: string; notifications: boolean; theme: string };
type Said = { timestamp: string; message: string; type: 'user' };

const PREFERENCES: Preferences = { language: 'en', notifications: true, theme: 'light' };

/** Points that make an expert; a message is worth one. */
const EXPERT_SCORE = 10;

const userScore = createAccessor<number>('user_score', { default: 0 });
const userLevel = createAccessor<string>('user_level', {
  default: 'beginner',
  applyFn: (level) => level.toLowerCase(),
});

/** What the user takes along into the next conversation. */
const lastScore = createAccessor<number>('last_score', { default: 0, scope: 'user' });
const lastSummary = createAccessor<string>('last_summary', { default: '', scope: 'user' });

/** What a conversation remembers: preferences, history, settings, a score; what of it outlives the conversation. */
export default defineChatApp({
  name: 'session',
  ui: { name: 'Session', description: 'What a conversation remembers.' },

  async onChatStart(ctx) {
    userSession.set('user_preferences', { ...PREFERENCES });
    userSession.set('conversation_history', []);
    userSession.set('current_topic', null);
    await settingsForm(PREFERENCES).send();
    if (!ctx.user) return `Welcome! Sign in, and I will know you next time. ${standing()}`;
    const before = lastSummary() && ` Last time: ${lastSummary()}, score ${lastScore()}.`;
    return `Welcome, ${nameOf(ctx)}!${before} ${standing()}`;
  },

  onMessage(message) {
    remember(message);
    userScore.set(userScore() + 1);
    if (userScore() >= EXPERT_SCORE) userLevel.set('EXPERT');
    const { language } = userSession.get('user_preferences', PREFERENCES);
    return `[${language}] You said: ${message.content}\n\n${standing()}`;
  },

  onSettingsUpdate(settings, ctx) {
    userSession.set('chat_settings', settings);
    const preferences = { ...PREFERENCES, ...userSession.chatSettings };
    userSession.set('user_preferences', preferences);
    if (ctx.user) ctx.user.metadata['preferences'] = preferences;
    const { language, theme, notifications } = preferences;
    return `Saved: language ${language}, theme ${theme}, notifications ${notifications ? 'on' : 'off'}.`;
  },

  onChatResume(thread: ThreadDict, ctx) {
    userSession.set('thread_id', thread.id);
    const preferences = ctx.user?.metadata['preferences'];
    if (preferences) userSession.set('user_preferences', preferences);
    return `Welcome back${ctx.user ? `, ${nameOf(ctx)}` : ''}!`;
  },

  onChatEnd(ctx) {
    if (!ctx.user) return;
    const history = userSession.get('conversation_history', [] as Said[]);
    lastScore.set(userScore());
    lastSummary.set(summaryOf(history));
  },
});

function remember(message: IncomingMessage): void {
  const history = userSession.get('conversation_history', [] as Said[]);
  history.push({ timestamp: message.createdAt, message: message.content, type: 'user' });
  userSession.set('conversation_history', history);
  userSession.set('last_interaction', message.createdAt);
}

function standing(): string {
  return `Level ${userLevel()}, score ${userScore()}.`;
}

function settingsForm({ language, notifications, theme }: Preferences): ChatSettings {
  return new ChatSettings([
    new Select({ id: 'language', label: 'Language', values: ['en', 'de', 'fr'], initial: language }),
    new Select({ id: 'theme', label: 'Theme', values: ['light', 'dark'], initial: theme }),
    new Switch({ id: 'notifications', label: 'Notifications', initial: notifications }),
  ]);
}

function nameOf({ user }: ChatContext): string {
  return user?.displayName ?? user?.identifier ?? 'guest';
}

function summaryOf(history: readonly Said[]): string {
  const last = history.at(-1);
  return last ? `${history.length} messages, the last "${last.message}"` : 'nothing was said';
}
