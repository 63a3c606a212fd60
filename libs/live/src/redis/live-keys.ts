/** The keys of a thread share its tag, those of a session the session's. */
export const threadKey = (threadId: string): string => `live:{${threadId}}:thread`;
export const logKey = (threadId: string): string => `live:{${threadId}}:log`;
export const routesKey = (threadId: string): string => `live:{${threadId}}:routes`;
export const fencesKey = (threadId: string): string => `live:{${threadId}}:fences`;
export const askKey = (threadId: string): string => `live:{${threadId}}:ask`;
export const textKey = (threadId: string, stepId: string): string => `live:{${threadId}}:text:${stepId}`;
export const keptKey = (name: string): string => `live:kept:{${name}}`;
export const sessionKey = (sessionId: string): string => `live:{${sessionId}}`;
