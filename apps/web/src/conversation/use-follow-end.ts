import { useEffect, useRef } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { useMediaQuery } from '../shell/use-media-query.js';

/** A list whose end stays in sight while it grows, until somebody scrolls up. */
export function useFollowEnd() {
  const isCalm = useMediaQuery('(prefers-reduced-motion: reduce)');
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: 'instant',
    resize: isCalm ? 'instant' : 'smooth',
  });
  const isFollowing = useRef(isAtBottom);
  isFollowing.current = isAtBottom;

  // A composer that grows takes its height from the list.
  useEffect(() => {
    const list = scrollRef.current;
    if (list === null) return;
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) void scrollToBottom('instant');
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [scrollRef, scrollToBottom]);

  return {
    scrollRef,
    contentRef,
    isAtBottom,
    scrollToBottom,
    jump: () => void scrollToBottom(isCalm ? 'instant' : 'smooth'),
  };
}
