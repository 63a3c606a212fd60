import type { LoadHook, ResolveHook } from 'node:module';

/** The query parameter that tells one load of a module from the next. */
export const RELOAD_PARAMETER = 'heddle-reload';

/** Where the SDK itself lies. An app beside it (an example) must not get a second copy, which knows of no turn. */
const SDK = new URL('../../../', import.meta.url).href;

/** Hands a module's reload number on to the modules of the author's that it imports, so that they are read anew too. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const result = await nextResolve(specifier, context);
  const reload = context.parentURL && new URL(context.parentURL).searchParams.get(RELOAD_PARAMETER);
  if (!reload || !result.url.startsWith('file:') || result.url.includes('/node_modules/')) return result;
  if (result.url.startsWith(SDK)) return result;
  const url = new URL(result.url);
  url.searchParams.set(RELOAD_PARAMETER, reload);
  return { ...result, url: url.href };
};

/** The loader that reads the file matches it against tsconfig.json by its plain address. */
export const load: LoadHook = (address, context, nextLoad) => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'file:' || !url.searchParams.has(RELOAD_PARAMETER)) return nextLoad(address, context);
  url.searchParams.delete(RELOAD_PARAMETER);
  return nextLoad(url.href, context);
};
