export const COMPOSER_ID = 'message-field';

/** On a touch screen focus opens the keyboard over half of the page: there it is left to the user's tap. */
export function focusComposer(): void {
  if (window.matchMedia('(pointer: fine)').matches) document.getElementById(COMPOSER_ID)?.focus();
}
