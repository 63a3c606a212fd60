/** The cell's key of the form that was sent last. */
export const FORM_KEY = 'heddle:form';

/** The cell's key of the values that hold: `userSession`'s built-in of that name. */
export const SETTINGS_KEY = 'chatSettings';
