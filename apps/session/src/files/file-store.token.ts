/** The token of the file store. */
export const FILE_STORE = Symbol('FILE_STORE');
