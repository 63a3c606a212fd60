import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { COMPOSER_ID, focusComposer } from './focus-composer.js';

const MAX_HEIGHT_PX = 220;

interface Props {
  label: string;
  text: string;
  onChange: (text: string) => void;
  onEnter: () => void;
}

/** Grows with its text up to a third of a screen. Enter sends, Shift+Enter begins a line. */
export function MessageField({ label, text, onChange, onEnter }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(focusComposer, []);

  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter();
  };

  return (
    <>
      <label htmlFor={COMPOSER_ID} className="sr-only">
        {label}
      </label>
      <textarea
        id={COMPOSER_ID}
        ref={field}
        rows={1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={label}
        className="min-h-9 flex-1 resize-none bg-transparent py-1.5 text-base leading-6 outline-none placeholder:text-muted sm:text-[15px]"
      />
    </>
  );
}
