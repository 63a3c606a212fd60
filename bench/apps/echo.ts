import { defineChatApp } from 'heddle';

/** Answers every message with one message of the same text. */
export default defineChatApp({ name: 'echo', onMessage: ({ content }) => content });
