import { useEffect, type RefObject } from 'react';

/** Calls back whenever the element is, or comes, within a screen of being seen. */
export function useInView(
  element: RefObject<HTMLElement | null>,
  isWatching: boolean,
  onInView: () => void,
): void {
  useEffect(() => {
    if (!isWatching || element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onInView();
      },
      { rootMargin: '300px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, isWatching, onInView]);
}
