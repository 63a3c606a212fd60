/** Injects the worker's `ChatApp`. */
export const CHAT_APP = Symbol('chat app');
