import {
  Action,
  AskActionMessage,
  AskElementMessage,
  AskFileMessage,
  AskUserMessage,
  CustomElement,
  defineChatApp,
} from 'heddle';

const COLOURS = ['Madder', 'Woad'] as const;

/** Asks by the word that it is given, and says what came of it. */
export default defineChatApp({
  name: 'questions',
  ui: { name: 'Questions' },
  setChatProfiles: [
    {
      name: 'patient',
      markdownDescription: 'Asks when it is told to.',
      default: true,
      starters: [{ label: 'Ask my name', message: 'name' }],
    },
    {
      name: 'curious',
      markdownDescription: 'Asks at once.',
      starters: [{ label: 'Ask my name', message: 'name' }],
    },
  ],
  onChatStart: async (ctx) => {
    if (ctx.chatProfile !== 'curious') return 'What shall I ask you?';
    const answer = await new AskUserMessage({ content: 'Who are you?' }).send();
    return `Welcome, ${answer?.output ?? 'stranger'}.`;
  },
  onMessage: async ({ content }) => {
    switch (content) {
      case 'name': {
        const answer = await new AskUserMessage({ content: 'What is your name?' }).send();
        return `You are ${answer?.output ?? 'nobody'}.`;
      }
      case 'short': {
        const answer = await new AskUserMessage({ content: 'Quick: what is your name?', timeout: 2 }).send();
        return answer === null ? 'Too late.' : 'In time.';
      }
      case 'colour': {
        const actions = COLOURS.map(
          (name) => new Action({ name, tooltip: `Dye with ${name}`, icon: 'palette' }),
        );
        const answer = await new AskActionMessage({ content: 'Which colour?', actions }).send();
        return `You chose ${answer?.name ?? 'nothing'}.`;
      }
      case 'file': {
        const question = new AskFileMessage({
          content: 'Give me a pattern.',
          accept: ['text/csv', 'text/plain'],
          maxSizeMb: 1,
        });
        const [file] = (await question.send()) ?? [];
        return file ? `${file.name} says ${(await file.text()).trim()}.` : 'No file.';
      }
      case 'files': {
        const accept = { 'text/plain': ['.txt'], 'image/*': [] };
        const files = await new AskFileMessage({ content: 'Give me some.', accept, maxFiles: 3 }).send();
        return `There are ${files?.length ?? 0}: ${files?.map(({ name }) => name).join(', ')}.`;
      }
      case 'form': {
        const element = new CustomElement({ name: 'Loom', props: {} });
        const answer = await new AskElementMessage({ content: 'Set the loom.', element }).send();
        return answer?.submitted ? 'The loom is set.' : 'The loom stays as it is.';
      }
      default:
        return `No question is called ${content}.`;
    }
  },
});
