import type { CSSProperties } from 'react';
import { createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { grammars, languageOf } from './grammars.js';

export type HighlightedLine = { text: string; style: CSSProperties }[];

/** Longer code than this costs more to colour than colours are worth. */
const MAX_LENGTH = 60_000;

let started: Promise<HighlighterCore> | undefined;

export async function highlight(code: string, name: string): Promise<HighlightedLine[] | undefined> {
  const language = languageOf(name);
  const load = language === undefined ? undefined : grammars[language];
  if (language === undefined || load === undefined || code.length > MAX_LENGTH) return undefined;
  started ??= createHighlighterCore({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    themes: [
      import('shiki/themes/github-light-high-contrast.mjs'),
      import('shiki/themes/github-dark-default.mjs'),
    ],
    langs: [],
  });
  const highlighter = await started;
  if (!highlighter.getLoadedLanguages().includes(language)) await highlighter.loadLanguage(load);
  const { tokens } = highlighter.codeToTokens(code, {
    lang: language,
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    defaultColor: false,
  });
  return tokens.map((line) =>
    line.map(({ content, htmlStyle }) => ({ text: content, style: (htmlStyle ?? {}) as CSSProperties })),
  );
}
