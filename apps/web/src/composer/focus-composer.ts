export const COMPOSER_ID = 'message-field';

/** Whether nobody misses the focus: it is in the message field, or nowhere. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.id === COMPOSER_ID;
}

/** On a touch screen focus opens the keyboard over half of the page: there it is left to the user's tap. */
export function focusComposer(): void {
  if (window.matchMedia('(pointer: fine)').matches) document.getElementById(COMPOSER_ID)?.focus();
}
